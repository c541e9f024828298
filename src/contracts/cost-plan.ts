import * as z from 'zod'
import { figure } from './figure.ts'
import { priceSchema } from './task.ts'

const usd = figure(z.number().nonnegative())
const tokens = figure(z.number().nonnegative())
const share = figure(z.number().min(0).max(1))

const tokensSchema = z.strictObject({
  input: tokens,
  cacheable: tokens.optional().describe('Of the input: the beginning that every query shares.'),
  output: tokens,
  reasoning: tokens.optional().describe('Billed as output.'),
})

const answersSchema = {
  costPerQueryUsd: usd.optional(),
  model: z.string().optional().describe('openai:gpt-5.4-mini: its price row, in place of costPerQueryUsd.'),
  tokens: tokensSchema.optional(),
  batchDiscount: share
    .optional()
    .describe('Off the price of the model, where answers may take hours: 0.5. No prompt cache then.'),
  accuracy: share.optional().describe('Share of right answers.'),
  evaluationUsd: usd.optional(),
  hostingUsdPerMonth: usd.optional(),
  upkeepUsdPerMonth: usd.optional().describe('Labour: watching it, correcting it.'),
}

/** The plan of `crossover cost`: no data, no model. Unknown keys are errors; what is absent counts as 0, and is said. */
export const costPlanSchema = z.strictObject({
  volume: z.strictObject({
    perMonth: figure(z.number().positive()).describe('Queries of the first month.'),
    growthPerMonth: figure(z.number().min(-0.5).max(1)).optional(),
    horizonMonths: z.number().int().min(1).max(60).default(12),
  }),
  prompt: z.strictObject({ developmentUsd: usd.optional(), ...answersSchema }),
  tune: z.strictObject({
    preparationUsd: usd.optional(),
    labellingUsd: usd.optional(),
    trainingUsd: usd.optional(),
    ...answersSchema,
    retrainingPerYear: share.optional().describe('Share of preparation + training, every year: 0.2 to 0.3.'),
    fallbackShare: share.optional().describe('Share of queries passed on to the prompted model.'),
  }),
  wrongAnswerUsd: usd.optional(),
  priceDeclinePerYear: share.optional().describe('By how much costs per query fall a year.'),
  prices: z.record(z.string(), priceSchema).default({}),
  seed: z.number().int().min(0).default(1),
})
export type CostPlan = z.output<typeof costPlanSchema>
