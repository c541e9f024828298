import type { CostReport } from '../../contracts/cost.ts'
import { answersUsd } from './arm-money.ts'
import {
  breakEvenMonth,
  firstYearCrossing,
  hasLineCrossing,
  steadyCrossing,
  type MoneyPair,
} from './break-even.ts'
import { cornerPlans } from './corner-plans.ts'
import { costCurve } from './cost-curve.ts'
import { summaryOf } from './crossing-summary.ts'
import { drawPlans } from './draw-plans.ts'
import { mattersMost } from './matters-most.ts'
import { middleValues, pairOf, type MoneyModel, type MoneyPlan } from './money-model.ts'
import { simulatePair, type DrawnCrossings } from './simulate-pair.ts'
import { steadyYearUsd, totalQueries, totalUsd } from './total-usd.ts'

/** Months looked ahead for the month of break-even. */
const monthsSearched = 60

/** A volume of break-even that must be searched for takes hundreds of totals: so many draws are followed. */
const drawsSearched = 500

/** Two arms of a model, and what the answer does not hold. */
interface MoneyQuestion {
  model: MoneyModel
  compared: CostReport['compared']
  /** Extremes of the given ranges (a plan), or the middle 90 % of the draws. */
  ends: CostReport['ends']
  seed: number
  leftOut: string[]
  /** Where the model was drawn before with this seed. */
  drawn?: readonly MoneyPlan[]
}

type Side = 'prompt' | 'tune'

/** Prompting against tuning in money: totals, break-even, how likely, what matters most (decision.md §10). Pure. */
export function compareMoney(question: MoneyQuestion): CostReport {
  const { model, compared, ends, seed, leftOut } = question
  const drawn = (question.drawn ?? drawPlans(model, seed)).map((plan) => pairOf(plan, compared))
  const pairs = ends === 'draws' ? drawn : cornerPlans(model).map((plan) => pairOf(plan, compared))
  const { range, crossings, volumes } = summaryOf(ends)
  const drawnAt = crossingsOf(drawn, drawsSearched)
  const at = ends === 'draws' ? drawnAt : crossingsOf(pairs, pairs.length)
  const both = (usd: (pair: MoneyPair, side: Side) => number) => ({
    prompt: range(pairs.map((pair) => usd(pair, 'prompt'))),
    tune: range(pairs.map((pair) => usd(pair, 'tune'))),
  })
  const { horizonMonths } = model
  const perMonth = middleValues(model)('volume.perMonth')
  return {
    compared,
    volume: {
      perMonth: range(pairs.map(({ volume }) => volume.perMonth)),
      growthPerMonth: range(pairs.map(({ volume }) => volume.growthPerMonth)),
      horizonMonths,
      queries: range(pairs.map(({ volume }) => totalQueries(volume, horizonMonths))),
    },
    ends,
    firstYearUsd: both((pair, side) => totalUsd(pair[side], pair.volume, 12)),
    horizonUsd: both((pair, side) => totalUsd(pair[side], pair.volume, horizonMonths)),
    steadyYearUsd: both((pair, side) => steadyYearUsd(pair[side], pair.volume.perMonth)),
    costPerQueryUsd: both(perQueryUsd),
    ...withQuality(pairs, both),
    breakEvenPerMonth: { firstYear: crossings(at.firstYear), steadyState: crossings(at.steady) },
    curve: costCurve(ends === 'draws' ? pairs.slice(0, drawsSearched) : pairs, { perMonth, range }),
    breakEvenMonth: volumes(at.months),
    monthsSearched,
    simulated: simulatePair(drawn, drawnAt, { seed, horizonMonths }),
    mattersMost: mattersMost(model, compared),
    inputs: [...model.inputs],
    leftOut,
  }
}

function crossingsOf(pairs: readonly MoneyPair[], mostSearched: number): DrawnCrossings {
  const followed = pairs.every(hasLineCrossing) ? pairs : pairs.slice(0, mostSearched)
  return {
    firstYear: followed.map(firstYearCrossing),
    steady: followed.map(steadyCrossing),
    months: pairs.map((pair) => breakEvenMonth(pair, monthsSearched)),
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
