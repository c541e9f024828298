import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import type { FitContext } from '../../contracts/method.ts'
import type { ModelPool } from '../../contracts/model.ts'
import type { Prediction, Predictor } from '../../contracts/prediction.ts'
import type { Task } from '../../contracts/task.ts'
import { StoreError } from '../../errors.ts'
import { inputHash } from '../../evaluate/input-hash.ts'
import { isFloor } from '../../methods/registry.ts'
import { head } from '../../methods/tune/head.ts'
import { openStore, type Store } from '../../store/open-store.ts'
import { describeMachine } from '../run/describe-machine.ts'
import { openCandidate, openContext } from '../run/open-candidate.ts'
import type { OpenRun } from '../run/run-context.ts'
import type { RunEvents } from '../run/run-events.ts'
import type { LabelRow } from './load-label-rows.ts'
import { refitHead } from './refit-head.ts'

/** What earlier runs know of rows, in the order of the rows. */
export interface Suggestions {
  /** Name of the candidate that suggests; absent when none that is fast enough was fitted. */
  candidate?: string
  predictions: (Prediction | undefined)[]
  /** Answers that different candidates gave to each row in earlier runs. */
  answers: string[][]
}

export interface SuggestOptions {
  pool: ModelPool
  /** Whether the embedder can be used now, without an install. */
  canEmbed: boolean
  events: RunEvents
  signal: AbortSignal
}

/** What is asked about, and what is labelled already. */
export interface SuggestRows {
  rows: readonly LabelRow[]
  /** Train and validation: a head that lacks one of their labels learns it first. */
  labelled: readonly Example[]
}

/**
 * Asks the best fast candidate of earlier runs about rows (the head, else an n-gram model; never a
 * language model), and gathers what all candidates answered before. Without an earlier run there is nothing.
 */
export async function suggestLabels(
  task: Task,
  { rows, labelled }: SuggestRows,
  options: SuggestOptions,
): Promise<Suggestions> {
  const store = openExisting(task, options.events)
  if (store === undefined) return { predictions: [], answers: [] }
  try {
    const candidates = store.candidates.all().filter(({ kind }) => !isFloor(kind))
    const answers = rows.map((row) => answersOf(store, candidates, row))
    const fast = fastest(candidates, options.canEmbed)
    if (fast === undefined) return { predictions: [], answers }
    const run = { task, store, ...options }
    const current = fast.kind === head.kind ? await refitHead(fast, labelled, headContext(run)) : fast
    const predictor = await openCandidate(current, run)
    try {
      const predictions = await predictAll(predictor, rows, options)
      return { candidate: fast.name, predictions, answers }
    } finally {
      await predictor.close()
    }
  } finally {
    store.close()
  }
}

/** A run that is under way has the state: then rows are ordered without it. */
function openExisting(task: Task, events: RunEvents): Store | undefined {
  if (!existsSync(join(task.folder, '.crossover', 'crossover.db'))) return undefined
  try {
    return openStore(task.folder, describeMachine())
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    events.notice(`No suggestions: ${error.message}`)
    return undefined
  }
}

/** What fitting a head needs of a run: nothing is scored, and nothing kept for other runs. */
function headContext(run: OpenRun): FitContext {
  const { task, store, events, signal } = run
  return {
    ...openContext(run),
    seed: task.seed,
    signal,
    progress: events.progress,
    budget: {},
    known: (recipe) => store.candidates.byRecipe(recipe),
    evaluate: () => Promise.reject(new RangeError('a head is not scored while rows are labelled')),
  }
}

const fastKinds = [head.kind, 'baseline/ngram-linear']

/** The latest fit of the best kind that can run now. */
function fastest(candidates: readonly Candidate[], canEmbed: boolean): Candidate | undefined {
  const usable = candidates.filter(({ models }) => canEmbed || models.length === 0)
  return fastKinds.flatMap((kind) => usable.findLast((candidate) => candidate.kind === kind) ?? [])[0]
}

function answersOf(store: Store, candidates: readonly Candidate[], row: LabelRow): string[] {
  const hash = inputHash(row)
  const byName = new Map<string, string>()
  for (const { name, version } of candidates) {
    const known = store.predictions.get({ version, inputHash: hash, sample: 0 })
    if (known !== undefined && known.validity !== 'invalid') byName.set(name, known.output)
  }
  return [...byName.values()]
}

async function predictAll(
  predictor: Predictor,
  rows: readonly LabelRow[],
  { signal, events }: SuggestOptions,
): Promise<(Prediction | undefined)[]> {
  const predictions: (Prediction | undefined)[] = rows.map(() => undefined)
  const requests = rows.map(({ input }) => ({ input, signal }))
  let done = 0
  for await (const { index, prediction } of predictor.predictMany?.(requests) ?? []) {
    predictions[index] = prediction
    done += 1
    events.progress({ label: 'suggesting labels', done, total: rows.length, unit: 'rows' })
  }
  return predictions
}
