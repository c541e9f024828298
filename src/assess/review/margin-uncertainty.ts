/**
 * How unsure a model is: 1 − (largest − second largest probability), in [0, 1]. Without probabilities every row is
 * equally unknown: 1.
 *
 * @see Scheffer et al. 2001 (margin sampling)
 */
export function marginUncertainty(probabilities: readonly number[]): number {
  if (probabilities.length === 0) return 1
  const [first = 0, second = 0] = probabilities.toSorted((one, other) => other - one)
  return 1 - (first - second)
}
