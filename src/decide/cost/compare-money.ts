import type { CostReport } from '../../contracts/cost.ts'
import { answersUsd } from './arm-money.ts'
import { breakEvenMonth, firstYearCrossing, steadyCrossing, type MoneyPair } from './break-even.ts'
import { cornerPlans } from './corner-plans.ts'
import { summaryOf } from './crossing-summary.ts'
import { drawPlans } from './draw-plans.ts'
import { mattersMost } from './matters-most.ts'
import { pairOf, type MoneyModel } from './money-model.ts'
import { simulatePair } from './simulate-pair.ts'
import { steadyYearUsd, totalUsd } from './total-usd.ts'

/** Months looked ahead for the month of break-even. */
const monthsSearched = 60

/** Two arms of a model, and what the answer does not hold. */
export interface MoneyQuestion {
  model: MoneyModel
  compared: CostReport['compared']
  /** Extremes of the given ranges (a plan), or the middle 90 % of the draws. */
  ends: CostReport['ends']
  seed: number
  leftOut: string[]
}

type Side = 'prompt' | 'tune'

/** Prompting against tuning in money: totals, break-even, how likely, what matters most (decision.md §10). Pure. */
export function compareMoney({ model, compared, ends, seed, leftOut }: MoneyQuestion): CostReport {
  const drawn = drawPlans(model, seed).map((plan) => pairOf(plan, compared))
  const pairs = ends === 'draws' ? drawn : cornerPlans(model).map((plan) => pairOf(plan, compared))
  const { range, crossings, volumes } = summaryOf(ends)
  const both = (usd: (pair: MoneyPair, side: Side) => number) => ({
    prompt: range(pairs.map((pair) => usd(pair, 'prompt'))),
    tune: range(pairs.map((pair) => usd(pair, 'tune'))),
  })
  const { horizonMonths } = model
  return {
    compared,
    volume: {
      perMonth: range(pairs.map(({ volume }) => volume.perMonth)),
      growthPerMonth: range(pairs.map(({ volume }) => volume.growthPerMonth)),
      horizonMonths,
    },
    ends,
    firstYearUsd: both((pair, side) => totalUsd(pair[side], pair.volume, 12)),
    horizonUsd: both((pair, side) => totalUsd(pair[side], pair.volume, horizonMonths)),
    steadyYearUsd: both((pair, side) => steadyYearUsd(pair[side], pair.volume.perMonth)),
    costPerQueryUsd: both(perQueryUsd),
    ...withQuality(pairs, both),
    breakEvenPerMonth: {
      firstYear: crossings(pairs.map(firstYearCrossing)),
      steadyState: crossings(pairs.map(steadyCrossing)),
    },
    breakEvenMonth: volumes(pairs.map((pair) => breakEvenMonth(pair, monthsSearched))),
    monthsSearched,
    simulated: simulatePair(drawn, { seed, horizonMonths, monthsSearched }),
    mattersMost: mattersMost(model, compared),
    inputs: [...model.inputs],
    leftOut,
  }
}

function perQueryUsd({ volume, ...arms }: MoneyPair, side: Side): number {
  return answersUsd(arms[side], volume.perMonth) / volume.perMonth
}

/** Only where the share of right answers of both is known, and not 0. */
function withQuality(
  pairs: readonly MoneyPair[],
  both: (usd: (pair: MoneyPair, side: Side) => number) => CostReport['firstYearUsd'],
): Pick<CostReport, 'costPerCorrectUsd' | 'costWithErrorsUsd'> {
  const sides = pairs.flatMap(({ prompt, tune }) => [prompt, tune])
  const isPriced = sides.some(({ extraPerQueryUsd = 0 }) => extraPerQueryUsd > 0)
  if (sides.some(({ accuracy = 0 }) => accuracy <= 0)) return {}
  return {
    costPerCorrectUsd: both((pair, side) => perQueryUsd(pair, side) / (pair[side].accuracy ?? 1)),
    ...(isPriced
      ? {
          costWithErrorsUsd: both(
            (pair, side) => perQueryUsd(pair, side) + (pair[side].extraPerQueryUsd ?? 0),
          ),
        }
      : {}),
  }
}
