/** A figure is followed to 64 times, or a 64th, in steps of this factor. */
const step = 4
const steps = 3
/** Halvings of the step in which the outcome changes: the value is found to 2 %. */
const halvings = 6

/**
 * The factor nearest to 1, above or below it, from which on an outcome is another: the first step that changes it, then
 * halved on a logarithmic scale. An outcome that changes and changes back within one step is missed.
 *
 * @returns the factor on the far side and the outcome there; `undefined` where 64 times changes nothing.
 */
export function searchFlip<Outcome>(
  at: (factor: number) => Outcome,
  { direction, isOther }: { direction: 'up' | 'down'; isOther: (outcome: Outcome) => boolean },
): { factor: number; outcome: Outcome } | undefined {
  const sign = direction === 'up' ? 1 : -1
  const there = (exponent: number) => at(step ** (sign * exponent))
  for (let exponent = 1; exponent <= steps; exponent += 1) {
    const outcome = there(exponent)
    if (!isOther(outcome)) continue
    let [near, far, found] = [exponent - 1, exponent, outcome]
    for (let halving = 0; halving < halvings; halving += 1) {
      const middle = (near + far) / 2
      const between = there(middle)
      if (isOther(between)) [far, found] = [middle, between]
      else near = middle
    }
    return { factor: step ** (sign * far), outcome: found }
  }
  return undefined
}
