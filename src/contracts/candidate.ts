import * as z from 'zod'
import { jsonSchema } from './json.ts'

export const familySchema = z.enum(['baseline', 'prompt', 'tune', 'hybrid'])
export type Family = z.infer<typeof familySchema>

/** Seconds and money that fitting took. `notes` names what the figure leaves out. */
export const fitCostSchema = z.strictObject({
  seconds: z.number().nonnegative(),
  usd: z.number().nonnegative().optional(),
  modelCalls: z.number().int().nonnegative().optional(),
})
export type FitCost = z.infer<typeof fitCostSchema>

const modelIdentitySchema = z.strictObject({
  name: z.string(),
  role: z.enum(['language', 'embedding']),
  provider: z.string(),
  sha256: z.string().optional(),
  baseUrl: z.string().optional(),
  parameters: z.number().optional(),
  contextTokens: z.number().int().positive().optional(),
  licence: z.string().optional(),
  adapterSha256: z.string().optional(),
})

const samplingSchema = z.strictObject({
  temperature: z.number(),
  topP: z.number().optional(),
  seed: z.number().int().optional(),
  maxTokens: z.number().int().optional(),
})

/** A file a candidate is made of, kept by digest in the artifact store. */
export const artifactSchema = z.strictObject({ name: z.string(), sha256: z.string() })
export type Artifact = z.infer<typeof artifactSchema>

/** What a method fitted: plain data with a version that names all that made it (design §3, identity). */
export const candidateSchema = z.strictObject({
  /** Known before fitting; resumes a fit. */
  recipe: z.string(),
  /** Known after fitting: sha256 of the recipe and the sorted artifact digests. */
  version: z.string(),
  name: z.string(),
  kind: z.string(),
  family: familySchema,
  spec: jsonSchema,
  artifacts: z.array(artifactSchema),
  parts: z.array(z.string()),
  models: z.array(modelIdentitySchema),
  data: z.strictObject({
    train: z.string(),
    validation: z.string(),
    calibration: z.string().optional(),
  }),
  sampling: samplingSchema,
  seed: z.number().int(),
  fitCost: fitCostSchema,
})
export type Candidate = z.infer<typeof candidateSchema>
