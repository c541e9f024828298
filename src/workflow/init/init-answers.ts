import { metricsOfKind, type ExampleFormatName, type Metric, type TaskFile } from '../../contracts/task.ts'
import type { Fields } from '../../data/import/example-from-row.ts'
import { guessFields, type KnownFields } from '../../data/import/guess-fields.ts'
import { TaskError } from '../../errors.ts'
import type { InitRows } from './read-init-rows.ts'

/** What a task file says that a data file cannot. */
export interface InitAnswers {
  fields: Fields
  kind: TaskFile['kind']
  /** A file of its own; without, a test set is drawn. */
  test?: string
  split: TaskFile['data']['split']['by']
  metric: Metric
  /** The quality to reach; for `editEffort` the most that may be. */
  target: number
  perMonth: number
  costPerQueryUsd: number
  p95Ms: number
}

/** What the reader said already, by flags or in a conversation. */
export interface GivenAnswers extends Partial<Omit<InitAnswers, 'fields'>> {
  fields?: Omit<KnownFields, 'kind'>
  format?: ExampleFormatName
  sheet?: string
}

/** Answers for every question, and why: one sentence a guess. */
export interface SuggestedAnswers {
  answers: InitAnswers
  why: string[]
}

/** Suggestions only: what is good enough is the reader's to say before looking at results. */
const targets: Record<Metric, number> = {
  accuracy: 0.9,
  macroF1: 0.9,
  f1: 0.9,
  exactMatch: 0.9,
  chrF: 0.5,
  rougeL: 0.4,
  editEffort: 0.3,
}

/**
 * The answers given, and a guess or a default for the rest.
 *
 * @throws DataError when no column can be the input or the answer, TaskError when a metric or a split does not fit.
 */
export function suggestAnswers({ rows }: InitRows, given: GivenAnswers): SuggestedAnswers {
  const { fields, kind, why } = guessFields(rows, { ...given.fields, kind: given.kind })
  const metric = given.metric ?? metricsOfKind[kind][0]
  assertMetric(metric, kind)
  const split = given.split ?? (fields.group === undefined ? 'random' : 'group')
  assertSplit(split, fields, given.test)
  return {
    answers: {
      fields,
      kind,
      ...(given.test === undefined ? {} : { test: given.test }),
      split: given.test === undefined ? split : 'random',
      metric,
      target: given.target ?? targets[metric],
      perMonth: given.perMonth ?? 10_000,
      costPerQueryUsd: given.costPerQueryUsd ?? 0.05,
      p95Ms: given.p95Ms ?? 2000,
    },
    why,
  }
}

function assertMetric(metric: Metric, kind: TaskFile['kind']): void {
  const allowed: readonly Metric[] = metricsOfKind[kind]
  if (allowed.includes(metric)) return
  throw new TaskError(
    `The metric is ${metric}. For a task of kind ${kind} it must be ${allowed.join(' or ')}.`,
    { hint: 'Where the kind was guessed wrong, name it: --kind' },
  )
}

function assertSplit(by: InitAnswers['split'], fields: Fields, test: string | undefined): void {
  if (by === 'random' || test !== undefined || fields[by] !== undefined) return
  throw new TaskError(`A split by ${by} needs the column of the ${by}. Name it: --${by} <field>`)
}
