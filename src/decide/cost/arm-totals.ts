import type { CostReport } from '../../contracts/cost.ts'
import type { ArmMoney } from './arm-money.ts'
import { summaryOf } from './crossing-summary.ts'
import type { MoneyPlan } from './money-model.ts'
import { steadyYearUsd, totalUsd } from './total-usd.ts'

/** What every arm costs: the middle 90 % of the draws. */
export function armTotals(
  drawn: readonly MoneyPlan[],
  horizonMonths: number,
): NonNullable<CostReport['arms']> {
  const { range } = summaryOf('draws')
  const names = [...(drawn[0]?.arms.keys() ?? [])]
  return names.map((name) => {
    const each = (usd: (arm: ArmMoney, plan: MoneyPlan) => number) =>
      range(
        drawn.flatMap((plan) => {
          const arm = plan.arms.get(name)
          return arm === undefined ? [] : [usd(arm, plan)]
        }),
      )
    return {
      name,
      upFrontUsd: each(({ upFrontUsd }) => upFrontUsd),
      firstYearUsd: each((arm, { volume }) => totalUsd(arm, volume, 12)),
      horizonUsd: each((arm, { volume }) => totalUsd(arm, volume, horizonMonths)),
      steadyYearUsd: each((arm, { volume }) => steadyYearUsd(arm, volume.perMonth)),
    }
  })
}
