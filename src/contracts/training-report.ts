import * as z from 'zod'
import { learningCurveSchema } from './data-change.ts'
import { metricSchema } from './task.ts'

const count = z.number().int().nonnegative()
const figure = z.strictObject({ value: z.number(), rows: count })

/** One recipe that a search of rates and ranks tried, and how far it was taken. */
const triedSchema = z.strictObject({ recipe: z.string(), epochs: count, value: z.number() })

/** What a model makes of made-up rows that only training can have taught (Carlini et al. 2019, The Secret Sharer). */
const canariesSchema = z.strictObject({
  count: count.min(1),
  /** Answers that each canary's was compared with, of the same form, never trained on. */
  others: count.min(1),
  /** log2(others + 1) − log2(rank) of each canary's own answer. By chance about 1.4 with 63 others, whose most is 6. */
  exposureBits: z.strictObject({ mean: z.number().min(0), max: z.number().min(0) }),
  /** Canaries whose code came out when they were asked for, nothing else of it given. */
  recited: count,
})
export type CanaryReport = z.infer<typeof canariesSchema>

/**
 * What happened while a model was trained: kept beside it as the artifact `training`. Losses are means over answer tokens
 * (or rows, for a classifier) in nats; values are the task's metric.
 */
export const trainingReportSchema = z.strictObject({
  /** Rows it learnt from, canaries not counted. */
  rows: count,
  metric: metricSchema,
  epochs: z.array(
    z.strictObject({
      epoch: count,
      trainLoss: z.number().nullable(),
      validationLoss: z.number().nullable(),
      /** On the validation rows that epochs are compared on. */
      value: z.number(),
      rows: count,
    }),
  ),
  /** The epoch that is served. */
  chosen: count,
  /** In words, for the reader: "dropout 0.05". */
  regularisation: z.array(z.string()),
  /** The served epoch on rows it learnt from, beside `epochs`. */
  onTrain: figure.optional(),
  /** Wrong validation answers that are, word for word, the answer of another row it learnt from. */
  memorised: z.strictObject({ rows: count, of: count }).optional(),
  /** Of the served epoch, where the task file asked for canary rows. */
  canaries: canariesSchema.optional(),
  tried: z.array(triedSchema).optional(),
})
export type TrainingReport = z.infer<typeof trainingReportSchema>

/** How far a training learnt its rows by heart. */
export const overfittingSchema = z.strictObject({
  /** Of the training as it was run, to its last epoch. */
  level: z.enum(['healthy', 'mild', 'severe']),
  /** Of the epoch that is served. */
  served: z.enum(['healthy', 'mild', 'severe']),
  /** Each with its figures. */
  because: z.array(z.string()),
  next: z.string().optional(),
})
export type Overfitting = z.infer<typeof overfittingSchema>

/** A recipe fitted with several seeds: the served one is the best of them on validation rows. */
export const seedsReportSchema = z.strictObject({
  metric: metricSchema,
  values: z.array(z.strictObject({ seed: z.number().int(), value: z.number(), rows: count })),
  /** Seeds that ended no better than a floor that reads no input. */
  collapsed: count,
  /** Seeds that gave no model: the loss became no number, say. */
  failed: z.array(z.strictObject({ seed: z.number().int(), reason: z.string() })),
  /** Why there is one seed only. */
  onlyOne: z.string().optional(),
})
export type SeedsReport = z.infer<typeof seedsReportSchema>

/** What a tuned method makes of a part of the rows, on the validation rows it was chosen by (decision.md §8). */
export const tuningCurveSchema = z.strictObject({
  metric: metricSchema,
  /** Ascending in train rows. */
  points: z.array(z.strictObject({ rows: count, value: z.number(), tested: count })),
  /** Of as many rows again, in units of the score. */
  doubling: learningCurveSchema.shape.doubling,
  /** What labelling those rows costs, and that by points gained (a hundredth of the score), fewest first. */
  labelUsd: z.number(),
  usdPerPoint: z.strictObject({ low: z.number(), high: z.number().nullable() }).optional(),
})
export type TuningCurve = z.infer<typeof tuningCurveSchema>
