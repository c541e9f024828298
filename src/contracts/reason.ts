import * as z from 'zod'

/** Which figure of the report a sentence rests on. */
export const figureReferenceSchema = z.strictObject({
  candidate: z.string(),
  figure: z.enum([
    'quality',
    'validation',
    'meets',
    'costPerQueryUsd',
    'totalCostUsd',
    'comparison',
    'stopped',
    'selection',
    'latencyMs',
    'consistency',
    'fitSeconds',
    'runs',
  ]),
  /** Of `meets`: the criterion. */
  criterion: z.string().optional(),
  /** Of `comparison`: the other candidate. */
  against: z.string().optional(),
})
export type FigureReference = z.infer<typeof figureReferenceSchema>

/** One sentence or two of a verdict, and the figures that they were made from. Empty: they rest on no candidate's figure. */
export const reasonSchema = z.strictObject({ text: z.string(), figures: z.array(figureReferenceSchema) })
export type Reason = z.infer<typeof reasonSchema>
