import type { CostReport } from '../../contracts/cost.ts'
import { breakEvenMonth, firstYearCrossing, steadyCrossing, type MoneyPair } from './break-even.ts'
import { quantilesOf, volumeFrom } from './crossing-summary.ts'
import { steadyYearUsd, totalUsd } from './total-usd.ts'

/** Over drawn pairs: how likely tuning pays, and how totals, volumes and months of break-even are spread. */
export function simulatePair(
  drawn: readonly MoneyPair[],
  { seed, horizonMonths, monthsSearched }: { seed: number; horizonMonths: number; monthsSearched: number },
): CostReport['simulated'] {
  const crossings = drawn.map(firstYearCrossing)
  const share = (isSo: (pair: MoneyPair) => boolean) => drawn.filter(isSo).length / drawn.length
  const isCheaperOver = (months: number) => (pair: MoneyPair) =>
    totalUsd(pair.tune, pair.volume, months) < totalUsd(pair.prompt, pair.volume, months)
  const kinds = (kind: 'never' | 'always') =>
    crossings.filter((crossing) => crossing.kind === kind).length / drawn.length
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
      firstYear: quantilesOf(crossings.map(volumeFrom)),
      steadyState: quantilesOf(drawn.map((pair) => volumeFrom(steadyCrossing(pair)))),
    },
    breakEvenMonth: quantilesOf(drawn.map((pair) => breakEvenMonth(pair, monthsSearched))),
    never: kinds('never'),
    always: kinds('always'),
  }
}
