import type { Metric } from '../contracts/task.ts'
import { assertRows } from './assert-rows.ts'
import { chrF } from './chr-f.ts'
import { editEffort } from './edit-effort.ts'
import { macroF1 } from './macro-f1.ts'
import { rougeL } from './rouge-l.ts'
import type { MeasuredRow, ScoredRow } from './scored-row.ts'
import { f1OfCounts, spanCounts } from './span-counts.ts'

/** How answers are scored by one metric of a task file. */
export interface Scorer {
  readonly metric: Metric
  readonly higherIsBetter: boolean
  /** The score is the mean of a right (1) or wrong (0) a row: such scores have exact tests. */
  readonly isRate: boolean
  /** What a row adds to the score. */
  readonly counts: (row: ScoredRow) => readonly number[]
  /** The metric over measured rows. @throws DataError without rows. */
  readonly score: (rows: readonly MeasuredRow[]) => number
  /** The metric of one row alone, for telling on which rows one candidate did better. */
  readonly rowScore: (row: MeasuredRow) => number
}

/** The scorer of a metric. */
export function scorerOf(metric: Metric): Scorer {
  return scorers[metric]
}

/** Rows with their counts. */
export function measureRows<Row extends ScoredRow>(
  metric: Metric,
  rows: readonly Row[],
): (Row & MeasuredRow)[] {
  const { counts } = scorerOf(metric)
  return rows.map((row) => ({ ...row, counts: counts(row) }))
}

const scorers: Readonly<Record<Metric, Scorer>> = {
  accuracy: meanScorer('accuracy', rightOrWrong, { isRate: true }),
  exactMatch: meanScorer('exactMatch', rightOrWrong, { isRate: true }),
  macroF1: {
    metric: 'macroF1',
    higherIsBetter: true,
    isRate: false,
    counts: ({ expected, output }) => [rightOrWrong(expected, output)],
    score: macroF1,
    rowScore: ({ counts }) => counts[0] ?? 0,
  },
  f1: {
    metric: 'f1',
    higherIsBetter: true,
    isRate: false,
    counts: ({ expected, output }) => {
      const { truePositive, predicted, gold } = spanCounts(expected, output).exact
      return [truePositive, predicted, gold]
    },
    score: (rows) => {
      assertRows(rows)
      return f1OfCounts(sumOf(rows))
    },
    rowScore: (row) => f1OfCounts(sumOf([row])),
  },
  chrF: meanScorer('chrF', chrF),
  rougeL: meanScorer('rougeL', rougeL),
  editEffort: meanScorer('editEffort', editEffort, { higherIsBetter: false }),
}

function meanScorer(
  metric: Metric,
  scoreRow: (expected: string, output: string) => number,
  { isRate = false, higherIsBetter = true } = {},
): Scorer {
  return {
    metric,
    higherIsBetter,
    isRate,
    counts: ({ expected, output }) => [scoreRow(expected, output)],
    score: (rows) => {
      assertRows(rows)
      return rows.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0) / rows.length
    },
    rowScore: ({ counts }) => counts[0] ?? 0,
  }
}

function rightOrWrong(expected: string, output: string): number {
  return expected === output ? 1 : 0
}

function sumOf(rows: readonly MeasuredRow[]): { truePositive: number; predicted: number; gold: number } {
  const sum = { truePositive: 0, predicted: 0, gold: 0 }
  for (const { counts } of rows) {
    sum.truePositive += counts[0] ?? 0
    sum.predicted += counts[1] ?? 0
    sum.gold += counts[2] ?? 0
  }
  return sum
}
