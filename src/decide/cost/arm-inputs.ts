import type { CostInput } from '../../contracts/cost.ts'
import type { CostBasis } from '../../prices/query-cost.ts'
import { exactInput, measuredInput } from './cost-input.ts'
import type { PricedArm } from './priced-arm.ts'

/** What the inputs of one arm are called. */
export const inputName = {
  fitting: (arm: string) => `${arm}: fitting, USD`,
  accuracy: (arm: string) => `${arm}: share of right answers`,
  query: (arm: string, basis: CostBasis | undefined) =>
    `${arm}: ${basis === undefined ? 'USD a query' : queryWords[basis.kind]}`,
}

const queryWords = {
  machines: 'busy seconds a query',
  tokens: 'USD a query without prompt cache',
}

/** What was measured of one arm: fitting, the query, how often it is right. */
export function armInputs({ name, cost, accuracy }: PricedArm): CostInput[] {
  const { basis } = cost
  const measured =
    basis === undefined ? cost.perQuery : basis.kind === 'machines' ? basis.serviceSeconds : basis.missUsd
  return [
    exactInput(inputName.fitting(name), cost.upFrontUsd, { source: 'measured' }),
    measuredInput(inputName.query(name, basis), measured, { source: cost.priceRow ?? 'measured' }),
    ...(accuracy === undefined
      ? []
      : [measuredInput(inputName.accuracy(name), accuracy, { source: 'measured on the shared test rows' })]),
  ]
}
