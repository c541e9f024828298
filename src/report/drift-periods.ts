import type { DataChange } from '../contracts/data-change.ts'

/** One period of drift over time: shares of labels, and how well a classifier tells its inputs from the reference. */
export interface DriftPeriod {
  label: string
  rows: number
  /** Share of each label, as far as it is known. */
  mix: Record<string, number>
  /** With the 95 % interval of the AUC. */
  shift?: { p?: number; auc: number; low: number; high: number }
}

/** The periods as they are drawn; none where none were measured. */
export function driftPeriods(change: DataChange | undefined): DriftPeriod[] {
  return (change?.periods ?? []).map(({ name, rows, input, mix }) => ({
    label: name,
    rows,
    mix: Object.fromEntries((mix?.labels ?? []).map(({ label, now }) => [label, now])),
    ...(input.auc === undefined
      ? {}
      : {
          shift: {
            auc: input.auc.value,
            low: input.auc.low,
            high: input.auc.high,
            ...(input.pValue === undefined ? {} : { p: input.pValue }),
          },
        }),
  }))
}
