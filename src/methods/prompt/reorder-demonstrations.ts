import { randomSource } from '../../stats/random-source.ts'
import { shuffle } from '../../stats/shuffle.ts'
import type { Demonstration } from './demonstration.ts'

/**
 * Demonstrations in another order, drawn from a seed; never the order they had, where there are two that differ. Without a seed they
 * stay as they are.
 */
export function reorderDemonstrations(
  demonstrations: readonly Demonstration[],
  seed: number | undefined,
): Demonstration[] {
  if (seed === undefined) return [...demonstrations]
  const drawn = shuffle(demonstrations, randomSource(seed))
  const isSame = drawn.every((shown, at) => shown === demonstrations[at])
  return isSame ? [...drawn.slice(1), ...drawn.slice(0, 1)] : drawn
}
