import type { RowPlan } from '../../contracts/row-plan.ts'
import type { Task } from '../../contracts/task.ts'
import { plannedRows } from '../../decide/planned-rows.ts'
import type { MeasuredFinalist } from './measure-finalists.ts'
import { rulesOf } from './rules-of.ts'
import { armRows } from './arm-rows.ts'

/** The sample is enlarged in steps of so many rows. */
export const blockRows = 150
/** Test rows may take this share of what hosted models may cost: the rest is for everything asked before and after. */
const shareOfSpend = 0.5
const msPerMinute = 60_000

type Finalist = Pick<MeasuredFinalist, 'served' | 'answered' | 'latencies' | 'cost' | 'hard'>

/**
 * How many test rows the finalists will answer, from validation rows, times and prices alone (decision.md §2.3): at first
 * `evaluation.maxRows`, enlarged in blocks of 150 up to what their claims need, as far as there are rows, minutes
 * (`evaluation.budgetMinutes`) and money.
 */
export function planSharedRows(
  task: Pick<Task, 'evaluation' | 'success' | 'seed'>,
  finalists: readonly Finalist[],
  facts: { reference: Finalist | undefined; testRows: number; alpha: number },
): RowPlan {
  const { reference, testRows, alpha } = facts
  const start = Math.min(task.evaluation.maxRows, testRows)
  const rules = rulesOf(task, alpha)
  const arm = ({ served, answered, hard }: Finalist) => ({
    name: served.name,
    rows: armRows(answered, rules.metric),
    hard,
  })
  const needed = plannedRows(finalists.map(arm), reference && arm(reference), rules).flatMap(
    ({ rows }) => rows ?? [],
  )
  if (needed.length === 0) return { start, planned: null, rows: start }
  const planned = Math.max(...needed)
  if (planned <= start) return { start, planned, rows: start }
  const wanted = start + blockRows * Math.ceil((planned - start) / blockRows)
  const limits = [
    { rows: testRows, cappedBy: 'rows' as const },
    { rows: start + affordable(start, rowsInTime(task, finalists)), cappedBy: 'time' as const },
    { rows: start + affordable(start, rowsForMoney(task, finalists)), cappedBy: 'money' as const },
  ]
  const [tightest] = limits.toSorted((a, b) => a.rows - b.rows)
  if (tightest === undefined || tightest.rows >= Math.min(wanted, testRows))
    return {
      start,
      planned,
      rows: Math.min(wanted, testRows),
      ...(testRows < planned ? { cappedBy: 'rows' } : {}),
    }
  return { start, planned, rows: tightest.rows, cappedBy: tightest.cappedBy }
}

/** Whole blocks beyond the start. */
function affordable(start: number, rows: number): number {
  return Number.isFinite(rows) ? Math.floor(Math.max(0, rows - start) / blockRows) * blockRows : rows
}

/** Rows that all finalists answer within the budget of minutes, the start not counted. Recorded ones take none. */
function rowsInTime({ evaluation }: Pick<Task, 'evaluation'>, finalists: readonly Finalist[]): number {
  const msPerRow = finalists.reduce((sum, { served, latencies }) => {
    const isHosted = served.models.some(({ provider }) => provider !== 'local')
    const lanes = isHosted ? evaluation.concurrency : 1
    const mean =
      latencies.reduce((total, { latencyMs }) => total + latencyMs, 0) / Math.max(1, latencies.length)
    return sum + mean / lanes
  }, 0)
  const extra = (evaluation.budgetMinutes * msPerMinute) / msPerRow
  return evaluation.maxRows + (evaluation.budgetMinutes === 0 ? 0 : extra)
}

/** Rows in all that hosted finalists may answer; none beyond the start where nobody knows a price. */
function rowsForMoney({ evaluation }: Pick<Task, 'evaluation'>, finalists: readonly Finalist[]): number {
  const hosted = finalists.filter(({ served }) => served.models.some(({ provider }) => provider !== 'local'))
  const usdPerRow = hosted.reduce((sum, { cost }) => sum + (cost.perQuery?.high ?? Number.NaN), 0)
  if (Number.isNaN(usdPerRow)) return 0
  return usdPerRow === 0 ? Number.POSITIVE_INFINITY : (shareOfSpend * evaluation.maxSpendUsd) / usdPerRow
}
