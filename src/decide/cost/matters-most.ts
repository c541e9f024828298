import type { CostReport } from '../../contracts/cost.ts'
import { middleValues, pairOf, type MoneyModel } from './money-model.ts'
import { totalUsd } from './total-usd.ts'

const inputsShown = 3

/**
 * The inputs whose ranges move tuning minus prompting over the horizon most, the strongest first: each at its two ends, the
 * others at their middle (a tornado). Inputs that move nothing are not in it.
 */
export function mattersMost(model: MoneyModel, compared: CostReport['compared']): CostReport['mattersMost'] {
  const differenceAt = (name: string, value: number) => {
    const pair = pairOf(model.at(middleValues(model, new Map([[name, value]]))), compared)
    const total = (side: 'prompt' | 'tune') => totalUsd(pair[side], pair.volume, model.horizonMonths)
    return total('tune') - total('prompt')
  }
  return model.inputs
    .filter(({ low, high }) => low < high)
    .map(({ name, low, high }) => ({
      input: name,
      atLow: differenceAt(name, low),
      atHigh: differenceAt(name, high),
    }))
    .filter((moved) => swing(moved) > 1e-9)
    .toSorted((a, b) => swing(b) - swing(a))
    .slice(0, inputsShown)
}

function swing({ atLow, atHigh }: { atLow: number; atHigh: number }): number {
  return Math.abs(atHigh - atLow)
}
