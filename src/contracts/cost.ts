import * as z from 'zod'

/** From low to high: both ends alike where nothing is uncertain. */
const rangeSchema = z.strictObject({ low: z.number(), high: z.number() })
export type CostRange = z.infer<typeof rangeSchema>

/** A volume or a month: "never" at the high end where it may not come, 0 at the low end where it may be there at once. */
const breakEvenSchema = z.union([
  z.strictObject({
    low: z.number(),
    high: z.union([z.number(), z.literal('never')]),
    /** "below": tuning is the cheaper one up to this volume, not from it on; "never" then says that it may have no end. */
    tuningPays: z.enum(['above', 'below']),
  }),
  z.literal('never'),
  z.literal('always'),
])
export type BreakEven = z.infer<typeof breakEvenSchema>

const pairSchema = z.strictObject({ prompt: rangeSchema, tune: rangeSchema })

/** 5, 25, 50, 75 and 95 % of the draws; "never" sorts last, 0 stands for "from the first request". */
const quantilesSchema = z.array(z.union([z.number(), z.literal('never')])).length(5)
export type CostQuantiles = z.infer<typeof quantilesSchema>

/** One figure that went in: where it is from, and how sure it is. */
const costInputSchema = z.strictObject({
  name: z.string(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  spread: z.enum(['exact', 'log-uniform', 'normal', 'log-normal']),
  source: z.string(),
  asOf: z.string().optional(),
})
export type CostInput = z.infer<typeof costInputSchema>

const armTotalsSchema = z.strictObject({
  name: z.string(),
  upFrontUsd: rangeSchema,
  firstYearUsd: rangeSchema,
  horizonUsd: rangeSchema,
  steadyYearUsd: rangeSchema,
})

/** Prompting against tuning in money: what `crossover cost --json` prints, and `cost` of a report (design §9). */
export const costReportSchema = z.strictObject({
  /** The candidates compared; in a plan the two ways have no other name. */
  compared: z.strictObject({ prompt: z.string(), tune: z.string() }),
  volume: z.strictObject({
    perMonth: rangeSchema,
    growthPerMonth: rangeSchema,
    horizonMonths: z.number().int(),
    /** Queries of all months of the horizon together. */
    queries: rangeSchema,
  }),
  /** What low and high are: the extremes of all given ranges, or the middle 90 % of the draws. */
  ends: z.enum(['corners', 'draws']),
  firstYearUsd: pairSchema,
  horizonUsd: pairSchema,
  /** A year without the up-front part, at the first month's volume. */
  steadyYearUsd: pairSchema,
  /** Running cost of one query at the first month's volume: tokens, machines. Monthly and up-front costs are not in it. */
  costPerQueryUsd: pairSchema,
  /** That by the share of right answers, where it is known. It ranks nothing. */
  costPerCorrectUsd: pairSchema.optional(),
  /** The cost of a query with what its wrong answers cost, where a wrong answer has a price. */
  costWithErrorsUsd: pairSchema.optional(),
  breakEvenPerMonth: z.strictObject({ firstYear: breakEvenSchema, steadyState: breakEvenSchema }),
  /** The first year at a tenth of the planned volume to ten times it. */
  curve: z.array(z.strictObject({ perMonth: z.number(), prompt: rangeSchema, tune: rangeSchema })),
  /** The month in which tuning has paid its up-front cost back, within `monthsSearched`. */
  breakEvenMonth: breakEvenSchema,
  monthsSearched: z.number().int(),
  /** Draws under common volumes, prices and hours. */
  simulated: z.strictObject({
    seed: z.number().int(),
    draws: z.number().int(),
    /** Share of the draws in which tuning is the cheaper one. */
    tuningPays: z.strictObject({ firstYear: z.number(), horizon: z.number(), steadyState: z.number() }),
    horizonUsd: z.strictObject({ prompt: quantilesSchema, tune: quantilesSchema }),
    breakEvenPerMonth: z.strictObject({ firstYear: quantilesSchema, steadyState: quantilesSchema }),
    breakEvenMonth: quantilesSchema,
    /** Shares of the draws in which no volume, and any volume, makes tuning pay in the first year. */
    never: z.number(),
    always: z.number(),
  }),
  /** The inputs that move tuning minus prompting over the horizon most, at most three: USD at their low and high end. */
  mattersMost: z.array(z.strictObject({ input: z.string(), atLow: z.number(), atHigh: z.number() })),
  /** Every finalist with a known price; absent in a plan. */
  arms: z.array(armTotalsSchema).optional(),
  inputs: z.array(costInputSchema),
  leftOut: z.array(z.string()),
})
export type CostReport = z.infer<typeof costReportSchema>
