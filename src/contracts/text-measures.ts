import * as z from 'zod'

const count = z.number().int().nonnegative()
const interval = { value: z.number(), low: z.number(), high: z.number() }

/** Ways to look at a generated text beside the metric of the verdict. */
export const textMeasureNameSchema = z.enum([
  'chrF',
  'rougeL',
  'editEffort',
  'lengthRatio',
  'madeUpFacts',
  'keepsRules',
])
export type TextMeasureName = z.infer<typeof textMeasureNameSchema>

/**
 * Finalists' texts on the shared test rows by every measure there is for texts, for reading: nothing is decided on them, and
 * their intervals are 95 % each, not all together.
 */
export const textMeasuresSchema = z.strictObject({
  n: count,
  /** The candidate the others are held against: chosen or leading. */
  focus: z.string(),
  /** The rules of `keepsRules` in words, and whether the task gives them or the answers of train keep them. */
  rules: z.strictObject({ given: z.boolean(), words: z.array(z.string()) }),
  measures: z.array(
    z.strictObject({
      name: textMeasureNameSchema,
      arms: z.array(z.strictObject({ candidate: z.string(), ...interval })),
      /** focus − the other on the same rows, in the measure's own units. */
      differences: z.array(z.strictObject({ against: z.string(), ...interval })),
    }),
  ),
  /** Rules that texts of a candidate break, the most frequent first. */
  broken: z.array(z.strictObject({ candidate: z.string(), rule: z.string(), rows: count })),
})
export type TextMeasures = z.infer<typeof textMeasuresSchema>
