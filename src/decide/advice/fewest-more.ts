/** The fewest rows up to `most` that change the outcome, by halving: what changes it goes on doing so. */
export function fewestMore<Found>(
  most: number,
  at: (more: number) => Found | undefined,
): { more: number; outcome: Found } | undefined {
  let outcome = most < 1 ? undefined : at(most)
  if (outcome === undefined) return undefined
  let [low, high] = [0, most]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    const there = at(middle)
    if (there === undefined) low = middle
    else {
      high = middle
      outcome = there
    }
  }
  return { more: high, outcome }
}
