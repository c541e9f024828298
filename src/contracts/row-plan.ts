import * as z from 'zod'

const count = z.number().int().nonnegative()

/** How many test rows the finalists were asked, and why so many (decision.md §2.3). Fixed before any of them was read. */
export const rowPlanSchema = z.strictObject({
  /** Asked at first: `evaluation.maxRows`, or all there are. */
  start: count,
  /** What the claims of the finalists need by validation; `null` where no number of rows would do, or nothing is known. */
  planned: count.nullable(),
  /** The shared rows. */
  rows: count,
  /** What kept the rows below the planned number. */
  cappedBy: z.enum(['rows', 'time', 'money']).optional(),
})
export type RowPlan = z.infer<typeof rowPlanSchema>

/** A finalist that was stopped early, since it was bound to be out: no finalist any more. */
export const stoppedSchema = z.strictObject({
  /** Shared rows it answered, of how many. */
  rows: count,
  of: count,
  clause: z.enum(['quality', 'non-inferiority']),
})

/**
 * What choosing the best of several on the same validation rows flatters its score by: over 1,000 draws of rows with
 * replacement, the mean score of the draw's best on the draw less that on all rows.
 */
export const selectionSchema = z.strictObject({
  /** Candidates of the family that it was chosen among. */
  among: count,
  /** Validation rows all of them answered. */
  rows: count,
  /** In the metric's units: negative where less is better. */
  optimism: z.number(),
})
export type Selection = z.infer<typeof selectionSchema>
