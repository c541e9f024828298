import * as z from 'zod'
import { candidateSchema } from '../../contracts/candidate.ts'
import { meanTokensSchema } from '../../contracts/mean-tokens.ts'

const count = z.number().int().nonnegative()
const interval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })

/** A quality figure with its 95 % interval and the rows it was measured on. */
const figureSchema = z.strictObject({
  metric: z.string(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: count,
})
export type CardFigure = z.infer<typeof figureSchema>

/** Rows a candidate was fitted or chosen on. Counts are absent where the run that wrote the card did not see those rows. */
const rowsSchema = z.strictObject({
  fingerprint: z.string(),
  rows: count.optional(),
  /** Distinct answers, for classification. */
  labels: count.optional(),
})
export type CardRows = z.infer<typeof rowsSchema>

/** How a card's candidate came from another: which of them, and in what way. */
const parentSchema = z.strictObject({
  version: z.string(),
  /** `selected`: it was chosen on validation rows and fitted again on more; `simplified`: parts were taken out; `part`: it is held. */
  as: z.enum(['selected', 'simplified', 'part']),
})

/**
 * Everything that is known of one fitted candidate: what made it, what it scored, where. Plain data, complete enough to
 * open the candidate again as long as its artifacts are there.
 */
export const modelCardSchema = z.strictObject({
  task: z.strictObject({ name: z.string(), kind: z.string() }),
  candidate: candidateSchema,
  /** When its first card was written; ISO. */
  createdAt: z.iso.datetime(),
  data: z.strictObject({
    train: rowsSchema,
    validation: rowsSchema,
    calibration: rowsSchema.optional(),
    /** The test set it was measured on, where it was a finalist. */
    test: rowsSchema.optional(),
  }),
  metrics: z.strictObject({
    validation: figureSchema.optional(),
    /** Shared test rows: finalists only. */
    test: figureSchema.optional(),
    /** Test rows without a twin in train. */
    testCleanRows: figureSchema.optional(),
    invalid: count.optional(),
    calibrationError: z.number().optional(),
  }),
  latencyMs: z.strictObject({ p50: z.number(), p95: z.number(), n: count }).optional(),
  tokensPerQuery: meanTokensSchema.optional(),
  costPerQueryUsd: interval.optional(),
  costPerCorrectUsd: interval.optional(),
  /** Of the run that measured it last. `chosen`: a verdict says to use it; `leads`: it was ahead, and that is no verdict. */
  verdict: z.enum(['chosen', 'leads']).optional(),
  parents: z.array(parentSchema),
  environment: z.strictObject({
    crossover: z.string(),
    node: z.string(),
    machine: z.string(),
    engines: z.record(z.string(), z.string()),
  }),
})
export type ModelCard = z.infer<typeof modelCardSchema>
