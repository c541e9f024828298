import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { assertInteger } from './assert-count.ts'

/** A stream of pseudo-random numbers: the same seed gives the same stream on every machine. */
export interface RandomSource {
  /** The next number in [0, 1). */
  next(): number
  /** The next integer in [0, bound). */
  below(bound: number): number
}

/** @throws DataError unless `seed` is an integer of at least 0. */
export function randomSource(seed: number): RandomSource {
  assertInteger('seed', seed, 0)
  const generator = xoroshiro128plus(seed)
  // The first outputs of neighbouring seeds are alike: walk away from the start.
  for (let step = 0; step < 32; step += 1) generator.next()
  return {
    next: () => uniformFloat64(generator),
    below: (bound) => Math.floor(((generator.next() >>> 0) / 2 ** 32) * bound),
  }
}
