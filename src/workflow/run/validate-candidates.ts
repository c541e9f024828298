import type { Method, TrainingSplit } from '../../contracts/method.ts'
import type { Example } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import type { NotMeasured, QualityFigure } from '../../contracts/report.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { randomSource } from '../../stats/random-source.ts'
import { stratifiedSample } from '../../stats/stratified-sample.ts'
import { explainAbsence, fitMethod, type FittedCandidate } from './fit-candidates.ts'
import { askRows } from './ask-rows.ts'
import type { RunContext } from './run-context.ts'
import { stratumOf } from './stratum-of.ts'

/** Rows a language model is scored on before finalists are picked: they cost time or money. */
const languageModelRows = 60

/** A candidate with its validation answers. */
export interface ValidatedCandidate extends FittedCandidate {
  answered: AnsweredRow[]
  failed: number
  validation?: QualityFigure
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
  for (const method of methods) {
    for await (const outcome of fitMethod(run, method, split)) {
      const validated = 'fitted' in outcome ? await validateOrExplain(run, outcome.fitted, split) : outcome
      if ('notMeasured' in validated) result.notMeasured.push(validated.notMeasured)
      else result.candidates.push(validated)
    }
  }
  return result
}

async function validateOrExplain(
  run: RunContext,
  fitted: FittedCandidate,
  split: TrainingSplit,
): Promise<ValidatedCandidate | { notMeasured: NotMeasured }> {
  if (fitted.candidate.kind === 'recorded') return { ...fitted, answered: [], failed: 0 }
  const rows = validationRows(fitted, split.validation, run.task)
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
  fitted: FittedCandidate,
  rows: readonly Example[],
): Promise<ValidatedCandidate | { notMeasured: NotMeasured }> {
  const { name, kind } = fitted.candidate
  const { answered, failed } = await askRows(run, fitted.candidate, { rows, label: `${name}: validation` })
  run.searchBudget.learnPace(fitted.candidate, answered)
  const unanswerable = explainUnanswerable(fitted, answered)
  if (unanswerable !== undefined) return { notMeasured: unanswerable }
  const { metric } = run.task.success.quality
  const validation = scoreAnswers(answered, { metric, seed: run.task.seed })
  const scored = validation === undefined ? {} : { validation }
  run.events.scored({ name, kind, ...scored })
  return { ...fitted, answered, failed: failed.length, ...scored }
}

/** A candidate that could not put one row to its model (no prompt fits its context) has measured nothing. */
function explainUnanswerable(
  { candidate }: FittedCandidate,
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
  const asksLanguageModel = candidate.models.some(({ role }) => role === 'language')
  if (!asksLanguageModel) return rows
  return stratifiedSample(rows, {
    size: languageModelRows,
    stratumOf: stratumOf(task),
    random: randomSource(task.seed),
  })
}
