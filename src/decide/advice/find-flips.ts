import type { LearningCurve } from '../../contracts/data-change.ts'
import type { Flip } from '../../contracts/advice.ts'
import { asItIs, type Decided } from './what-if.ts'
import { priceFlips } from './price-flips.ts'
import { qualityFlips } from './quality-flips.ts'
import { testRowFlips, trainRowFlips } from './row-flips.ts'
import { validityFlips } from './validity-flips.ts'
import { volumeFlips } from './volume-flips.ts'

/** What training rows would bring, by candidate. */
export interface TrainingGains {
  rows: number
  /** Of as many training rows again; of the arms it was measured for. */
  doublings: ReadonlyMap<string, LearningCurve['doubling']>
}

/**
 * What would flip a verdict: another volume or token price, 200 more labels, two points of quality, more answers in the
 * asked form. Each is tried by
 * deciding again (decision.md §5) and told only where the verdict is another, with the value from which on it is. Pure.
 */
export function findFlips(decided: Decided, gains?: TrainingGains): Flip[] {
  if (decided.standings.length === 0) return []
  const now = asItIs(decided)
  return [
    ...volumeFlips(decided, now),
    ...priceFlips(decided, now),
    ...testRowFlips(decided, now),
    ...(gains === undefined ? [] : trainRowFlips(decided, now, gains)),
    ...qualityFlips(decided, now),
    ...validityFlips(decided, now),
  ]
}
