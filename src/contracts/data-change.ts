import * as z from 'zod'

const count = z.number().int().nonnegative()
const interval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })

/**
 * Whether inputs look like those of train and validation (decision.md §12). `different` needs p below its level and an
 * AUC of .6; `slight` is a difference that rows show and that is small.
 */
export const inputShiftSchema = z.strictObject({
  rows: count,
  reference: count,
  result: z.enum(['alike', 'slight', 'different', 'cannot-say']),
  pValue: z.number().optional(),
  /** How well a classifier tells the two apart: .5 not at all, 1 always. */
  auc: interval.optional(),
})
export type InputShift = z.infer<typeof inputShiftSchema>

/** Whether answers come in the same shares. Never a statement about accuracy. */
export const mixChangeSchema = z.strictObject({
  rows: count,
  reference: count,
  result: z.enum(['same', 'changed', 'cannot-say']),
  pValue: z.number().optional(),
  stability: z.number().optional(),
  /** The stability index that chance alone gives at these sizes. */
  stabilityByChance: z.number().optional(),
  /** The labels whose share moved most, as shares. */
  labels: z.array(z.strictObject({ label: z.string(), before: z.number(), now: z.number() })),
})
export type MixChange = z.infer<typeof mixChangeSchema>

/** One period: a month, a quarter, or so many rows in order. */
export const periodChangeSchema = z.strictObject({
  name: z.string(),
  rows: count,
  input: inputShiftSchema,
  mix: mixChangeSchema.optional(),
})
export type PeriodChange = z.infer<typeof periodChangeSchema>

/** Inputs that train has nothing like, gathered by meaning. Of a test row only words that its nearest train row has are kept: the others are "…". */
export const regionSchema = z.strictObject({
  from: z.enum(['test', 'production']),
  rows: count,
  examples: z.array(z.strictObject({ id: z.string(), input: z.string() })),
})
export type MissingRegion = z.infer<typeof regionSchema>

/** How a head trained on the past does on later periods. */
export const decaySchema = z.strictObject({
  result: z.enum(['decays', 'no-decay-seen', 'cannot-say']),
  reason: z.string().optional(),
  trainedUntil: z.string().optional(),
  trainRows: count,
  /** Days since the end of training are those of the period's middle; the first is the past itself, cross-fitted. */
  periods: z.array(z.strictObject({ name: z.string(), rows: count, days: z.number(), accuracy: interval })),
  /** Accuracy lost in 30 days, as a share, at the past's mix of answers; and as it is, changes of mix included. */
  lossPerMonth: interval.optional(),
  plainLossPerMonth: interval.optional(),
  /** Days until the margin of the task is lost; null where an end of the interval is "never". */
  retrainAfterDays: z
    .strictObject({ value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })
    .optional(),
})
export type Decay = z.infer<typeof decaySchema>

/** Coverage and change: what needs an embedder to be said. */
export const dataChangeSchema = z.strictObject({
  reference: count,
  test: inputShiftSchema.optional(),
  production: inputShiftSchema.optional(),
  productionMix: mixChangeSchema.optional(),
  periods: z.array(periodChangeSchema),
  regions: z.array(regionSchema),
  decay: decaySchema.optional(),
})
export type DataChange = z.infer<typeof dataChangeSchema>

/** Error of the head against train rows (decision.md §8). Gains are shares: .02 is two points. */
export const learningCurveSchema = z.strictObject({
  method: z.string(),
  points: z.array(z.strictObject({ rows: count, error: z.number(), tested: count })),
  doubling: z.union([
    z.strictObject({
      result: z.literal('gain'),
      low: z.number(),
      high: z.number(),
      backtestError: z.number().nullable(),
    }),
    z.strictObject({ result: z.literal('cannot-say'), reason: z.string() }),
  ]),
})
export type LearningCurve = z.infer<typeof learningCurveSchema>

/** A row to which a cross-fitted head gives another label; `isConfident` where confident learning counts it as an error. */
export const suspectSchema = z.strictObject({
  id: z.string(),
  /** The start of its text; it is a row of train or validation. */
  input: z.string().optional(),
  label: z.string(),
  suggested: z.string(),
  /** p(suggested) − p(label). */
  margin: z.number(),
  isConfident: z.boolean(),
})
export type LabelSuspect = z.infer<typeof suspectSchema>
