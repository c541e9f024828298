/** A difference below 1 % of a total is a tie: seconds of fitting must not decide a choice of years. */
const material = 0.99

/** Share of common draws in which the first arm's total is lower by more than 1 %. Ties count for neither. */
export function shareCheaper(a: Float64Array, b: Float64Array): number {
  let cheaper = 0
  for (const [index, total] of a.entries()) if (total < (b[index] ?? 0) * material) cheaper += 1
  return cheaper / a.length
}

/** Draws do not change once they are drawn, and verdicts that are decided again ask for the same middle. */
const medians = new WeakMap<Float64Array, number>()

/** The middle of the draws. */
export function medianOf(values: Float64Array): number {
  const known = medians.get(values)
  if (known !== undefined) return known
  const median = values.toSorted()[Math.floor(values.length / 2)] ?? 0
  medians.set(values, median)
  return median
}
