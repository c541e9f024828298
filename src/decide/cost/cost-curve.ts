import type { CostReport } from '../../contracts/cost.ts'
import type { MoneyPair } from './break-even.ts'
import type { Summary } from './crossing-summary.ts'
import { totalUsd } from './total-usd.ts'

/** A tenth of the plan to ten times it, twelve steps of the same ratio. */
const steps = 12

/** What the first year costs at other volumes than the planned one, the rest as in each pair. */
export function costCurve(
  pairs: readonly MoneyPair[],
  { perMonth, range }: { perMonth: number; range: Summary['range'] },
): CostReport['curve'] {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const volume = perMonth * 10 ** (-1 + (2 * step) / steps)
    const side = (name: 'prompt' | 'tune') =>
      range(
        pairs.map((pair) => {
          const { growthPerMonth } = pair.volume
          return totalUsd(pair[name], { perMonth: volume, growthPerMonth }, 12)
        }),
      )
    return { perMonth: volume, prompt: side('prompt'), tune: side('tune') }
  })
}
