import type { Candidate } from '../contracts/candidate.ts'
import type { Example } from '../contracts/example.ts'
import type { Prediction, PredictRequest, Predictor } from '../contracts/prediction.ts'
import type { Progress } from '../contracts/progress.ts'
import { DataError, StoppedError, messageOf } from '../errors.ts'
import type { PredictionKey, PredictionRecords } from '../store/prediction-records.ts'
import { inputHash } from './input-hash.ts'
import { runBounded } from './run-bounded.ts'

/** A row with the answer a candidate gave. */
export interface AnsweredRow {
  row: Example
  prediction: Prediction
}

/** Answers in the order of the rows asked, and the rows whose every attempt failed. */
export interface Answers {
  /** Rows whose answer was there before: its time is that of then. */
  kept: number
  answered: AnsweredRow[]
  failed: { row: Example; error: string }[]
}

export interface AnswerRequest {
  candidate: Pick<Candidate, 'version' | 'name'>
  /** Called only when a row is not answered yet: opening may load a model. */
  open: () => Promise<Predictor>
  rows: readonly Example[]
  records: PredictionRecords
  concurrency: number
  signal: AbortSignal
  progress: Progress
  label?: string
  /** Which ask of the same input this is, from 0: each is kept under its own number. */
  sample?: number
  /** The seed of each row's order of demonstrations; their own order without it. */
  demonstrationSeedOf?: ((row: Example) => number) | undefined
}

/** A crashed host restarts for the second try; a row that fails twice waits for the next run. */
const triesPerRow = 2

interface OpenRow {
  row: Example
  key: PredictionKey
}

/**
 * Answers rows, keeping each answer as it arrives. Rows answered before are read, never asked again.
 *
 * @throws StoppedError when `signal` fires; what was answered by then is kept.
 */
export async function answerRows(request: AnswerRequest): Promise<Answers> {
  const { candidate, rows, records, sample = 0, demonstrationSeedOf } = request
  const keyed = rows.map((row) => ({
    row,
    key: { version: candidate.version, inputHash: inputHash(row, demonstrationSeedOf?.(row)), sample },
  }))
  const unanswered = keyed.filter(({ key }) => records.get(key) === undefined)
  const open = distinct(unanswered)
  const errors = open.length === 0 ? new Map<string, string>() : await answerOpen(request, open)
  return collect({ keyed, records, errors, kept: keyed.length - unanswered.length })
}

/** Rows with one and the same input are asked once. */
function distinct(rows: OpenRow[]): OpenRow[] {
  return [...new Map(rows.map((entry) => [entry.key.inputHash, entry])).values()]
}

async function answerOpen(request: AnswerRequest, open: OpenRow[]): Promise<Map<string, string>> {
  const report = counter(request, open.length)
  const predictor = await request.open()
  try {
    const many = predictor.predictMany?.bind(predictor)
    const left = many === undefined ? open : await answerMany({ request, open, many, report })
    return await answerEach({ request, open: left, predictor, report })
  } finally {
    await predictor.close()
  }
}

function counter({ rows, progress, label, candidate }: AnswerRequest, open: number): () => void {
  let done = rows.length - open
  const event = () => ({ label: label ?? candidate.name, done, total: rows.length, unit: 'rows' })
  progress(event())
  return () => {
    done += 1
    progress(event())
  }
}

/** Asks all rows in the predictor's own batches. Rows left when it fails are asked one by one. */
async function answerMany(options: {
  request: AnswerRequest
  open: OpenRow[]
  many: NonNullable<Predictor['predictMany']>
  report: () => void
}): Promise<OpenRow[]> {
  const { request, open, many, report } = options
  const left = new Set(open)
  try {
    for await (const { index, prediction } of many(open.map(({ row }) => toRequest(row, request)))) {
      stopIfAsked(request.signal)
      const entry = open[index]
      if (entry === undefined) continue
      request.records.save(entry.key, prediction)
      left.delete(entry)
      report()
    }
  } catch (error) {
    stopIfAsked(request.signal)
    if (error instanceof DataError) throw error
  }
  return [...left]
}

async function answerEach(options: {
  request: AnswerRequest
  open: OpenRow[]
  predictor: Predictor
  report: () => void
}): Promise<Map<string, string>> {
  const { request, open, predictor, report } = options
  const errors = new Map<string, string>()
  await runBounded(open, request.concurrency, async (entry) => {
    stopIfAsked(request.signal)
    const error = await answerOne({ request, entry, predictor })
    if (error !== undefined) errors.set(entry.key.inputHash, error)
    report()
  })
  stopIfAsked(request.signal)
  return errors
}

/** @returns the last error when every try failed. */
async function answerOne(options: {
  request: AnswerRequest
  entry: OpenRow
  predictor: Predictor
}): Promise<string | undefined> {
  const { request, entry, predictor } = options
  let last: string | undefined
  for (let attempt = 0; attempt < triesPerRow; attempt++) {
    try {
      request.records.save(entry.key, await predictor.predict(toRequest(entry.row, request)))
      return undefined
    } catch (error) {
      stopIfAsked(request.signal)
      if (error instanceof DataError) throw error
      last = messageOf(error)
      request.records.saveAttempt(entry.key, last)
    }
  }
  return last
}

function toRequest(row: Example, { signal, sample = 0, demonstrationSeedOf }: AnswerRequest): PredictRequest {
  const request = { id: row.id, input: row.input, signal, sample }
  return demonstrationSeedOf === undefined
    ? request
    : { ...request, demonstrationSeed: demonstrationSeedOf(row) }
}

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted)
    throw new StoppedError('Stopped.', { hint: 'What was answered is kept: run again to go on.' })
}

function collect(options: {
  keyed: OpenRow[]
  records: PredictionRecords
  errors: Map<string, string>
  kept: number
}): Answers {
  const answers: Answers = { kept: options.kept, answered: [], failed: [] }
  for (const { row, key } of options.keyed) {
    const prediction = options.records.get(key)
    if (prediction !== undefined) answers.answered.push({ row, prediction })
    else answers.failed.push({ row, error: options.errors.get(key.inputHash) ?? 'not answered' })
  }
  return answers
}
