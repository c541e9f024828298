import type { MeasuredRow } from '../scorers/scored-row.ts'
import { scorerOf } from '../scorers/scorer-of.ts'
import type { Family } from '../contracts/candidate.ts'
import type { CriterionResult, QualityFigure } from '../contracts/report.ts'
import type { Metric } from '../contracts/task.ts'
import type { ArmCost } from './cost/arm-cost.ts'

/** One answered shared row. Arms hold the same rows in the same order. */
export interface ArmRow extends MeasuredRow {
  id: string
  /** Rows of one document or group are drawn together. */
  cluster?: string
  /** Whether the answer had the asked form as it stood, mended or asked again; absent: nobody asked. */
  isUsable?: boolean
}

/** A finalist as the verdict sees it: its answers on the shared test rows, its time and its money. */
export interface Arm {
  name: string
  kind: string
  family: Family
  version: string
  validation?: QualityFigure
  rows: readonly ArmRow[]
  /** Milliseconds of the latency pass, one a request; empty where nothing is known. */
  latenciesMs: readonly number[]
  cost: ArmCost
  /** Hard criteria, decided before the test set was opened. */
  hard: CriterionResult[]
}

/** No finalist any more: named, never ranked (decision.md §2.3). */
export interface StoppedArm {
  name: string
  family: Family
  /** Shared rows it answered. */
  rows: number
  clause: 'quality' | 'non-inferiority'
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

/** Rows answered right, where the metric is a rate. */
export function countRight(arm: Pick<Arm, 'rows'>): number {
  return arm.rows.filter(({ counts }) => counts[0] === 1).length
}

/** What is drawn together: the row's document or group, else the row. */
export function clusterOf({ cluster, id }: ArmRow): string {
  return cluster === undefined ? `row ${id}` : `cluster ${cluster}`
}

/** The score as "more is better", as tests are written. */
export function orientedScore(rules: Pick<DecisionRules, 'metric'>): {
  sign: 1 | -1
  statistic: (rows: readonly MeasuredRow[]) => number
} {
  const { higherIsBetter, score } = scorerOf(rules.metric)
  return higherIsBetter ? { sign: 1, statistic: score } : { sign: -1, statistic: (rows) => -score(rows) }
}
