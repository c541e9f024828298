import type { Family } from '../contracts/candidate.ts'
import type { CriterionResult, QualityFigure } from '../contracts/report.ts'
import type { Metric } from '../contracts/task.ts'
import type { ArmCost } from './cost/arm-cost.ts'

/** One answered shared row. Arms hold the same rows in the same order. */
export interface ScoredRow {
  id: string
  expected: string
  output: string
  isRight: boolean
}

/** A finalist as the verdict sees it: its answers on the shared test rows, its time and its money. */
export interface Arm {
  name: string
  kind: string
  family: Family
  version: string
  validation?: QualityFigure
  rows: readonly ScoredRow[]
  /** Milliseconds of the latency pass, one a request; empty where nothing is known. */
  latenciesMs: readonly number[]
  cost: ArmCost
  /** Hard criteria, decided before the test set was opened. */
  hard: CriterionResult[]
}

/** What the task asks, and how strictly this opening may claim. */
export interface DecisionRules {
  metric: Metric
  target: number
  margin: number
  /** α_k of this opening. */
  alpha: number
  seed: number
}

/** Fraction of rows answered right. */
export function rightShare(arm: Pick<Arm, 'rows'>): number {
  return arm.rows.length === 0 ? 0 : countRight(arm) / arm.rows.length
}

/** Rows answered right. */
export function countRight(arm: Pick<Arm, 'rows'>): number {
  return arm.rows.filter((row) => row.isRight).length
}
