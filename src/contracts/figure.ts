import * as z from 'zod'

/** A number, or its two ends where it is not known better. */
export type Figure = number | readonly [number, number]

/** A number, or `[low, high]` of such numbers. */
export function figure(number: z.ZodNumber) {
  const ends = z.tuple([number, number]).refine(([low, high]) => low <= high, {
    message: 'the first number of a range must not be above the second',
  })
  return z.union([number, ends])
}
