/**
 * How far coverage and change are looked into: `plain` in seconds; `run` too, where the run's own head has embedded the
 * rows already, with label errors and learning curve of small sets; `deep` takes all rows.
 */
export type DepthOfChange = 'plain' | 'run' | 'deep'

/** Rows embedded at most of train and of production, of test, and rows up to which heads are fitted for errors and curve. */
export const depths: Record<DepthOfChange, { rows: number; testRows: number; headRows: number }> = {
  plain: { rows: 3000, testRows: 600, headRows: 0 },
  run: { rows: 3000, testRows: 600, headRows: 3000 },
  deep: { rows: 100_000, testRows: 3000, headRows: 100_000 },
}
