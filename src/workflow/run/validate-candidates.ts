import type { Candidate } from '../../contracts/candidate.ts'
import type { Method, TrainingSplit } from '../../contracts/method.ts'
import type { Example } from '../../contracts/example.ts'
import type { SeedsReport, TuningCurve } from '../../contracts/training-report.ts'
import type { Task } from '../../contracts/task.ts'
import type { Simplified } from '../../contracts/prompt-report.ts'
import type { NotMeasured, QualityFigure } from '../../contracts/report.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { randomSource } from '../../stats/random-source.ts'
import { stratifiedSample } from '../../stats/stratified-sample.ts'
import { attemptsOf, explainAbsence, fitAttempt, type FittedCandidate } from './fit-candidates.ts'
import { askRows } from './ask-rows.ts'
import type { RunContext } from './run-context.ts'
import { outOfReach } from './out-of-reach.ts'
import { stratumOf } from './stratum-of.ts'
import { countOf } from '../../report/words/format-count.ts'

/** Rows a language model is scored on before finalists are picked: they cost time or money. */
const languageModelRows = 60
/** After so many of them a hopeless one is known. */
const probeRows = 20

/** A candidate with its validation answers. */
export interface ValidatedCandidate extends FittedCandidate {
  answered: AnsweredRow[]
  failed: number
  /** Why rows have no answer: the first reason. */
  failedBecause?: string
  validation?: QualityFigure
  /** Of a prompt that took the place of a longer one. */
  simplified?: Simplified
  /** Of a trained finalist: what its recipe came to with several seeds. */
  seeds?: SeedsReport
  /** Of a tuned finalist: what it makes of fewer rows. */
  tuningCurve?: TuningCurve
}

export interface Validation {
  candidates: ValidatedCandidate[]
  notMeasured: NotMeasured[]
}

/** Fits every method and scores it on validation rows, telling each score as it comes. */
export async function validateCandidates(
  run: RunContext,
  methods: readonly Method[],
  split: TrainingSplit,
): Promise<Validation> {
  const result: Validation = { candidates: [], notMeasured: [] }
  /** Quick prompts are probed together: the one that leads after a few rows says which others need no more. */
  const waiting: FittedCandidate[] = []
  for (const attempt of attemptsOf(run.task, methods, split)) {
    if (attempt.isSlow) await validateProbed(run, waiting.splice(0), { split, result })
    const outcome = await fitAttempt(run, attempt, split)
    if ('notMeasured' in outcome) result.notMeasured.push(outcome.notMeasured)
    else if (asksLanguageModel(outcome.fitted.candidate) && !attempt.isSlow) waiting.push(outcome.fitted)
    else await validateProbed(run, [outcome.fitted], { split, result })
  }
  await validateProbed(run, waiting, { split, result })
  return result
}

/**
 * Scores candidates on their validation rows. Language models answer a few of them first; one that cannot reach the best of
 * its family any more is left at that (futility only: it is measured, and never ranked above).
 */
async function validateProbed(
  run: RunContext,
  fitted: readonly FittedCandidate[],
  { split, result }: { split: TrainingSplit; result: Validation },
): Promise<void> {
  const rowsOf = (one: FittedCandidate) => validationRows(one, split.validation, run.task)
  const probes: ValidatedCandidate[] = []
  for (const one of fitted) {
    const rows = asksLanguageModel(one.candidate) ? rowsOf(one).slice(0, probeRows) : rowsOf(one)
    const probe = await validateOrExplain(run, one, rows)
    if ('notMeasured' in probe) result.notMeasured.push(probe.notMeasured)
    else probes.push(probe)
  }
  const rivals = [...probes, ...result.candidates]
  for (const probe of probes) {
    const validated = await finishProbe(run, probe, { rows: rowsOf(probe), rivals })
    if ('notMeasured' in validated) result.notMeasured.push(validated.notMeasured)
    else {
      result.candidates.push(validated)
      tellScore(run, validated)
    }
  }
}

/** The rest of a candidate's rows, where they may still change who goes on. */
async function finishProbe(
  run: RunContext,
  probe: ValidatedCandidate,
  { rows, rivals }: { rows: readonly Example[]; rivals: readonly ValidatedCandidate[] },
): Promise<ValidatedCandidate | { notMeasured: NotMeasured }> {
  const { candidate, answered, failed } = probe
  if (candidate.kind === 'recorded' || rows.length <= answered.length + failed) return probe
  const better = outOfReach(probe, rivals)
  if (better === undefined) return validateOrExplain(run, probe, rows)
  run.events.notice(
    `${candidate.name}: after ${countOf(answered.length, 'row')} it cannot reach ${better.candidate.name} any more`,
  )
  return probe
}

function tellScore({ events }: RunContext, { candidate, validation }: ValidatedCandidate): void {
  if (candidate.kind === 'recorded') return
  events.scored({ name: candidate.name, kind: candidate.kind, ...(validation && { validation }) })
}

/** A fitted candidate with its answers to rows; what cannot answer here is explained. */
export async function validateOrExplain(
  run: RunContext,
  fitted: FittedCandidate,
  rows: readonly Example[],
): Promise<ValidatedCandidate | { notMeasured: NotMeasured }> {
  if (fitted.candidate.kind === 'recorded') return { ...fitted, answered: [], failed: 0 }
  try {
    return await validate(run, fitted, rows)
  } catch (error) {
    const notMeasured = explainAbsence(fitted.candidate.kind, error)
    if (notMeasured === undefined) throw error
    return { notMeasured }
  }
}

async function validate(
  run: RunContext,
  { method, candidate }: FittedCandidate,
  rows: readonly Example[],
): Promise<ValidatedCandidate | { notMeasured: NotMeasured }> {
  const label = `${candidate.name}: validation`
  const { answered, failed } = await askRows(run, candidate, { rows, label })
  run.searchBudget.learnPace(candidate, answered)
  const unanswerable = explainUnanswerable(candidate, answered)
  if (unanswerable !== undefined) return { notMeasured: unanswerable }
  const { metric } = run.task.success.quality
  const validation = scoreAnswers(answered, { metric, seed: run.task.seed })
  const [first] = failed
  return {
    method,
    candidate,
    answered,
    failed: failed.length,
    ...(first === undefined ? {} : { failedBecause: first.error }),
    ...(validation && { validation }),
  }
}

/** A candidate that could not put one row to its model (no prompt fits its context) has measured nothing. */
function explainUnanswerable(
  candidate: Candidate,
  answered: readonly AnsweredRow[],
): NotMeasured | undefined {
  const [first] = answered
  if (first === undefined || answered.some(({ prediction }) => prediction.usage !== undefined))
    return undefined
  if (answered.some(({ prediction }) => prediction.validity !== 'invalid')) return undefined
  const reason = first.prediction.problem ?? 'no answer was valid'
  return { name: candidate.name, reason, command: 'name a model with a longer context under models.language' }
}

/** The first 60 of one seeded order for language models, so that they share their rows; all rows for the others. */
function validationRows({ candidate }: FittedCandidate, rows: Example[], task: Task): Example[] {
  if (!asksLanguageModel(candidate)) return rows
  return stratifiedSample(rows, {
    size: languageModelRows,
    stratumOf: stratumOf(task),
    random: randomSource(task.seed),
  })
}

function asksLanguageModel({ models }: Pick<Candidate, 'models'>): boolean {
  return models.some(({ role }) => role === 'language')
}
