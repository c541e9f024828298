import type { CostInput, CostReport } from '../../contracts/cost.ts'
import type { ArmMoney } from './arm-money.ts'
import type { MoneyPair } from './break-even.ts'
import type { MonthlyVolume } from './total-usd.ts'

/** The value of an input, by its name. */
export type InputValues = (name: string) => number

/** Arms and volume once every input has a value. */
export interface MoneyPlan {
  volume: MonthlyVolume
  arms: ReadonlyMap<string, ArmMoney>
}

/** Arms whose cost follows from named inputs. An input that two arms use is one: its draws are common to them. */
export interface MoneyModel {
  inputs: readonly CostInput[]
  /** Draws of inputs that were drawn elsewhere, from rows that arms share. */
  samples?: ReadonlyMap<string, Float64Array>
  horizonMonths: number
  at(values: InputValues): MoneyPlan
}

/** The two arms that are compared. @throws RangeError when the model has no arm of that name. */
export function pairOf({ arms, volume }: MoneyPlan, names: CostReport['compared']): MoneyPair {
  const prompt = arms.get(names.prompt)
  const tune = arms.get(names.tune)
  if (prompt === undefined || tune === undefined)
    throw new RangeError(`no arms ${names.prompt} and ${names.tune}`)
  return { prompt, tune, volume }
}

/** Every input at its middle, but for those given. */
export function middleValues(
  { inputs }: Pick<MoneyModel, 'inputs'>,
  changed: ReadonlyMap<string, number> = new Map(),
): InputValues {
  const values = new Map(inputs.map(({ name, value }) => [name, value]))
  return (name) => valueOf(changed.get(name) ?? values.get(name), name)
}

/** @throws RangeError for a name that is no input: a mistake in the model. */
export function valueOf(value: number | undefined, name: string): number {
  if (value === undefined) throw new RangeError(`no input ${name}`)
  return value
}
