import { randomSource } from '../../stats/random-source.ts'
import { drawInput } from './cost-input.ts'
import { valueOf, type MoneyModel, type MoneyPlan } from './money-model.ts'
import { totalUsd } from './total-usd.ts'

/** How often the inputs are drawn. */
export const moneyDraws = 2000

/**
 * Plans under drawn inputs. In a draw every input has one value for all arms, so that arms differ only by what is their own:
 * common random numbers (decision.md §5). Same seed, same draws.
 */
export function drawPlans(model: MoneyModel, seed: number, draws = moneyDraws): MoneyPlan[] {
  // An input's draws do not depend on which other inputs there are: it has a stream of its own.
  const columns = new Map(
    model.inputs.map((input) => {
      const sample = model.samples?.get(input.name)
      if (sample !== undefined) return [input.name, sample]
      if (input.spread === 'exact') return [input.name, new Float64Array(draws).fill(input.value)]
      const stream = randomSource(streamOf(input.name, seed))
      return [input.name, Float64Array.from({ length: draws }, () => drawInput(input, stream.next()))]
    }),
  )
  return Array.from({ length: draws }, (_, index) =>
    model.at((name) => valueOf(columns.get(name)?.[index], name)),
  )
}

/** Total cost over the horizon by arm and draw, in USD. */
export function drawTotals(
  { horizonMonths }: Pick<MoneyModel, 'horizonMonths'>,
  plans: readonly MoneyPlan[],
): Map<string, Float64Array> {
  const names = [...(plans[0]?.arms.keys() ?? [])]
  return new Map(
    names.map((name) => [
      name,
      Float64Array.from(plans, ({ arms, volume }) => {
        const arm = arms.get(name)
        return arm === undefined ? Number.NaN : totalUsd(arm, volume, horizonMonths)
      }),
    ]),
  )
}

/** FNV-1a of the name, mixed with the seed: a whole number below 2³¹. */
function streamOf(name: string, seed: number): number {
  let hash = 0x81_1c_9d_c5 ^ seed
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93)
  return (hash >>> 1) & 0x7f_ff_ff_ff
}
