import type { Consistency, Gap } from '../../contracts/gaps.ts'
import type { Prediction } from '../../contracts/prediction.ts'
import type { Task } from '../../contracts/task.ts'

/** A validation row as gaps are looked for in it. */
export interface GapRow {
  id: string
  input: string
  expected: string
  /** Empty where no answer was one. */
  output: string
  validity: Prediction['validity']
  /** Not the expected answer; of scored answers: not right in full (extraction), or of the worst third (texts). */
  isWrong: boolean
  group?: string
  latencyMs?: number
  /** Of prompt and answer together. */
  tokens?: number
}

/** What is known of one candidate. */
export interface GapFacts {
  kind: Task['kind']
  /** One row of each group: rows of one document stand and fall together. */
  rows: readonly GapRow[]
  /** `success.latencyMs.p95` of the task. */
  p95Ms?: number
  consistency?: Consistency
  seed: number
  /** Error allowed for all gaps of a candidate together, and how many kinds of gap share it. */
  level: number
  tests: number
}

/** What a test found, significant or not. */
export interface GapFinding {
  kind: Gap['kind']
  message: string
  /** Rows touched, and rows looked at. */
  touched: number
  n: number
  pValue: number
  examples: readonly Omit<GapRow, 'validity' | 'isWrong'>[]
  words?: string[]
  helps: string
}

/** Looks for one kind of gap; undefined where the rows cannot be tested. */
export type GapTest = (facts: GapFacts) => GapFinding | undefined
