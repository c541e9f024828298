import { modelOfArms } from './arms-model.ts'
import { middleValues } from './money-model.ts'
import type { MoneyTask, PricedArm } from './priced-arm.ts'

const free = { value: 0, low: 0, high: 0 }

/**
 * All that an arm costs before its first query, in USD: fitting and labour, each input at its middle. It is what
 * `success.budgetUsd` is judged by: hours are an assumption, and no measurement makes them surer.
 */
export function upFrontOf(
  {
    name,
    kind,
    family,
    cost,
  }: Pick<PricedArm, 'name' | 'kind' | 'family'> & { cost: { upFrontUsd: number } },
  task: MoneyTask,
): number {
  const fitting = { upFrontUsd: cost.upFrontUsd, fitSeconds: 0, perQuery: free }
  const model = modelOfArms([{ name, kind, family, cost: fitting }], task)
  return model.at(middleValues(model)).arms.get(name)?.upFrontUsd ?? cost.upFrontUsd
}
