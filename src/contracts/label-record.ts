import * as z from 'zod'

/**
 * One line of a labels file: what a person did with a row, appended and never changed. `undo` takes back that person's
 * latest standing `label` or `skip` of the row. Unknown keys are left alone: others may write their own.
 */
export const labelRecordSchema = z.object({
  id: z.string(),
  input: z.string(),
  /** The answer given, for `label`; the one taken back, for `undo`. */
  output: z.string().optional(),
  /** The answer the row had in its file before. */
  previous: z.string().optional(),
  who: z.string().min(1),
  /** ISO date-time. */
  at: z.string(),
  action: z.enum(['label', 'skip', 'note', 'undo']),
  note: z.string().optional(),
  /** Where the row was taken from: `train`, `validation`, `production` or a file. */
  from: z.string().optional(),
  /** Of the row, where its file has them: a new train row needs them too. */
  time: z.string().optional(),
  group: z.string().optional(),
})
export type LabelRecord = z.infer<typeof labelRecordSchema>
