import type { CostReport } from '../../contracts/cost.ts'
import type { Crossing, MoneyPair } from './break-even.ts'
import { quantilesOf, volumeFrom } from './crossing-summary.ts'
import { steadyYearUsd, totalUsd } from './total-usd.ts'

/** Where drawn pairs cross. */
export interface DrawnCrossings {
  firstYear: readonly Crossing[]
  steady: readonly Crossing[]
  months: readonly (number | undefined)[]
}

/** Over drawn pairs: how likely tuning pays, and how totals, volumes and months of break-even are spread. */
export function simulatePair(
  drawn: readonly MoneyPair[],
  crossings: DrawnCrossings,
  { seed, horizonMonths }: { seed: number; horizonMonths: number },
): CostReport['simulated'] {
  const share = (isSo: (pair: MoneyPair) => boolean) => drawn.filter(isSo).length / drawn.length
  const isCheaperOver = (months: number) => (pair: MoneyPair) =>
    totalUsd(pair.tune, pair.volume, months) < totalUsd(pair.prompt, pair.volume, months)
  const kinds = (kind: 'never' | 'always') =>
    crossings.firstYear.filter((crossing) => crossing.kind === kind).length / crossings.firstYear.length
  const totals = (side: 'prompt' | 'tune') =>
    quantilesOf(drawn.map((pair) => totalUsd(pair[side], pair.volume, horizonMonths)))
  return {
    seed,
    draws: drawn.length,
    tuningPays: {
      firstYear: share(isCheaperOver(12)),
      horizon: share(isCheaperOver(horizonMonths)),
      steadyState: share(
        ({ prompt, tune, volume }) =>
          steadyYearUsd(tune, volume.perMonth) < steadyYearUsd(prompt, volume.perMonth),
      ),
    },
    horizonUsd: { prompt: totals('prompt'), tune: totals('tune') },
    breakEvenPerMonth: {
      firstYear: quantilesOf(crossings.firstYear.map(volumeFrom)),
      steadyState: quantilesOf(crossings.steady.map(volumeFrom)),
    },
    breakEvenMonth: quantilesOf(crossings.months),
    never: kinds('never'),
    always: kinds('always'),
  }
}
