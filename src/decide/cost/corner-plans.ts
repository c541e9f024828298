import { middleValues, type MoneyModel, type MoneyPlan } from './money-model.ts'

/** Plans at every corner of the inputs' ranges: 2 to the power of the ranges; one where all is exact. */
export function cornerPlans(model: MoneyModel): MoneyPlan[] {
  const ranges = model.inputs.filter(({ low, high }) => low < high)
  return Array.from({ length: 2 ** ranges.length }, (_, corner) => {
    const ends = ranges.map(
      ({ name, low, high }, bit) => [name, (corner >> bit) % 2 === 1 ? high : low] as const,
    )
    return model.at(middleValues(model, new Map(ends)))
  })
}
