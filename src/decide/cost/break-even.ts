import { isProportional, queriesUsd, type ArmMoney } from './arm-money.ts'
import { queriesOf, steadyYearUsd, totalUsd, type MonthlyVolume } from './total-usd.ts'

/** Two arms and the volume, once every figure has a value. */
export interface MoneyPair {
  prompt: ArmMoney
  tune: ArmMoney
  volume: MonthlyVolume
}

/** Where tuning becomes the cheaper one: never, at any volume, from a volume on, or only up to one. */
export type Crossing = { kind: 'never' | 'always' } | { kind: 'above' | 'below'; at: number }

/**
 * Monthly volume at which the first year of both costs the same: the starting volume where it grows.
 *
 * Prices that depend on the volume (machines, prompt caches) may cross more than once; then it is the last crossing between
 * 1 and 10⁹ a month.
 */
export function firstYearCrossing(pair: MoneyPair): Crossing {
  const { growthPerMonth } = pair.volume
  const saving = (perMonth: number) =>
    totalUsd(pair.prompt, { perMonth, growthPerMonth }, 12) -
    totalUsd(pair.tune, { perMonth, growthPerMonth }, 12)
  return crossingOf(pair, saving)
}

/** The same without up-front costs and growth: what holds once everything is in place. */
export function steadyCrossing(pair: MoneyPair): Crossing {
  return crossingOf(
    pair,
    (perMonth) => steadyYearUsd(pair.prompt, perMonth) - steadyYearUsd(pair.tune, perMonth),
  )
}

/**
 * The month, counted from 1, from whose end on tuning has cost no more than prompting, as far as `months` reach.
 *
 * @returns 0 where it is cheaper from the first query on; undefined where it does not come within `months`.
 */
export function breakEvenMonth(pair: MoneyPair, months: number): number | undefined {
  let behind = pair.tune.upFrontUsd - pair.prompt.upFrontUsd
  let monthsBehind = behind > noDebt ? 0 : -1
  let isEverAhead = false
  for (let month = 0; month < months; month += 1) {
    const queries = queriesOf(pair.volume, month)
    behind += monthUsd(pair.tune, queries, month) - monthUsd(pair.prompt, queries, month)
    if (behind > noDebt) monthsBehind = month + 1
    else if (behind < -noDebt) isEverAhead = true
  }
  // What costs the same throughout does not pay.
  return isEverAhead && monthsBehind < months ? monthsBehind + 1 : undefined
}

/** Sums of small amounts drift: a millionth of a cent is no debt. */
const noDebt = 1e-8

function monthUsd(arm: ArmMoney, queries: number, month: number): number {
  return arm.perMonthUsd + queriesUsd(arm, queries, month)
}

/** Whether the crossing is solved, and need not be searched for. */
export function hasLineCrossing({ prompt, tune }: MoneyPair): boolean {
  return isProportional(prompt) && isProportional(tune)
}

function crossingOf(pair: MoneyPair, saving: (perMonth: number) => number): Crossing {
  return hasLineCrossing(pair) ? lineCrossing(saving) : searchCrossing(saving)
}

/** The saving is a straight line in the volume: two of its points say all. */
function lineCrossing(saving: (perMonth: number) => number): Crossing {
  const start = saving(0)
  // Far enough out that prices of a thousandth of a cent are not lost in the up-front cost.
  const slope = (saving(1e6) - start) / 1e6
  if (slope > 0) return start >= 0 ? { kind: 'always' } : { kind: 'above', at: -start / slope }
  if (start <= 0) return { kind: 'never' }
  return slope === 0 ? { kind: 'always' } : { kind: 'below', at: -start / slope }
}

const fewest = 1
const most = 1e9
const stepsPerDecade = 5

/** Walks down from the largest volume to the last change of sign, and halves there. */
function searchCrossing(saving: (perMonth: number) => number): Crossing {
  const paysAtMost = saving(most) > 0
  const steps = Math.round(Math.log10(most / fewest) * stepsPerDecade)
  for (let step = steps - 1; step >= 0; step -= 1) {
    const low = fewest * 10 ** (step / stepsPerDecade)
    if (saving(low) > 0 !== paysAtMost)
      return { kind: paysAtMost ? 'above' : 'below', at: halve(saving, low, paysAtMost) }
  }
  return { kind: paysAtMost ? 'always' : 'never' }
}

function halve(saving: (perMonth: number) => number, from: number, paysAbove: boolean): number {
  let low = Math.log(from)
  let high = low + Math.LN10 / stepsPerDecade
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2
    if (saving(Math.exp(middle)) > 0 === paysAbove) high = middle
    else low = middle
  }
  return Math.exp(high)
}
