import * as z from 'zod'
import { qualitySchema } from './report.ts'

const finalistSchema = z.strictObject({
  /** As served, and as it was fitted on train alone. */
  version: z.string(),
  firstVersion: z.string(),
  validation: qualitySchema.optional(),
  /** Validation rows it was priced on, by the hash of their input. */
  pricedOn: z.array(z.string()),
  latencies: z.array(
    z.strictObject({ inputHash: z.string(), latencyMs: z.number(), computeMs: z.number().optional() }),
  ),
})

/**
 * What the latest verdict was decided from, answers apart: those are in the store. With it a verdict is decided again under other
 * prices, volumes or targets without a model and without opening the test set. Holds no row.
 */
export const decisionRecordSchema = z.strictObject({
  /** Fingerprint of the whole test set. */
  test: z.string(),
  /** Shared rows that were drawn from it. */
  rows: z.number().int(),
  reference: z.string().optional(),
  finalists: z.array(finalistSchema),
  stopped: z.array(
    z.strictObject({
      name: z.string(),
      family: z.enum(['baseline', 'prompt', 'tune', 'hybrid']),
      rows: z.number().int(),
      clause: z.enum(['quality', 'non-inferiority']),
    }),
  ),
  exploratory: z.string().optional(),
  /** Models that the price library listed then, of the vendors that were asked. */
  listedModels: z.array(z.string()).optional(),
})
export type DecisionRecord = z.infer<typeof decisionRecordSchema>
