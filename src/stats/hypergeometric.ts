import { logGamma } from './log-gamma.ts'

/** Drawing `draws` of `total` items of which `marked` are marked. */
export interface Draw {
  total: number
  marked: number
  draws: number
}

/** P(exactly `hits` of the drawn items are marked). */
export function hypergeometricProbability(hits: number, { total, marked, draws }: Draw): number {
  if (hits < Math.max(0, draws + marked - total) || hits > Math.min(draws, marked)) return 0
  return Math.exp(logChoose(marked, hits) + logChoose(total - marked, draws - hits) - logChoose(total, draws))
}

/** P(at least `hits` of the drawn items are marked): Fisher's exact test, one-sided. */
export function hypergeometricUpperTail(hits: number, draw: Draw): number {
  let tail = 0
  for (let count = Math.max(0, hits); count <= Math.min(draw.draws, draw.marked); count += 1)
    tail += hypergeometricProbability(count, draw)
  return Math.min(1, tail)
}

/** ln of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}
