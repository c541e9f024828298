import type { CostInput } from '../../contracts/cost.ts'
import { armInputs, inputName } from './arm-inputs.ts'
import type { ArmMoney, UnitPrice } from './arm-money.ts'
import { labourOf } from './labour-of.ts'
import { middleValues, type InputValues, type MoneyModel } from './money-model.ts'
import type { MoneyTask, PricedArm } from './priced-arm.ts'
import { taskInputs } from './task-inputs.ts'
import { weightsMonitoring } from './team-hours.data.ts'

/** Measured candidates and the task as a money model: labour and volume are common to all arms (decision.md §10). */
export function modelOfArms(arms: readonly PricedArm[], task: MoneyTask): MoneyModel {
  const at = (values: InputValues) => ({
    volume: { perMonth: values('volume.perMonth'), growthPerMonth: values('volume.growthPerMonth') },
    arms: new Map(arms.map((arm) => [arm.name, moneyOf(arm, values)])),
  })
  return {
    inputs: usedInputs([...taskInputs(task), ...arms.flatMap(armInputs)], at),
    samples: samplesOf(arms),
    horizonMonths: task.volume.horizonMonths,
    at,
  }
}

/** Hours of arms that do not take part are no input. */
function usedInputs(inputs: readonly CostInput[], at: (values: InputValues) => unknown): CostInput[] {
  const used = new Set<string>()
  const values = middleValues({ inputs })
  at((name) => {
    used.add(name)
    return values(name)
  })
  return inputs.filter(({ name }) => used.has(name))
}

function samplesOf(arms: readonly PricedArm[]): Map<string, Float64Array> {
  return new Map(
    arms.flatMap(({ name, accuracy }) =>
      accuracy === undefined ? [] : [[inputName.accuracy(name), accuracy.draws] as const],
    ),
  )
}

function moneyOf(arm: PricedArm, values: InputValues): ArmMoney {
  const labour = labourOf(arm)
  const hourUsd = values('costs.labourUsdPerHour')
  const hours = (key: string) => values(`costs.hours.${key}`) * hourUsd
  const fitting = values(inputName.fitting(arm.name))
  const made = labour.trained === undefined ? 0 : hours(`preparation (${labour.trained})`)
  const prompting = labour.prompt ? hours('promptDevelopment') * values('costs.promptOverrun') : 0
  const labels = values('costs.labelsToBuy') * values('costs.labelUsd')
  const watching = labour.trained === 'weights' ? weightsMonitoring : 1
  const retraining = labour.trained === undefined ? 0 : (made + fitting) * values('costs.retrainingPerYear')
  const accuracy = arm.accuracy === undefined ? undefined : values(inputName.accuracy(arm.name))
  return {
    upFrontUsd: fitting + made + prompting + labels + hours('evaluation'),
    perMonthUsd: watching * hours('monitoringPerMonth') + retraining / 12,
    unit: unitOf(arm, values),
    declinePerYear: isHosted(arm) ? values('costs.priceDeclinePerYear') : 0,
    ...(accuracy === undefined
      ? {}
      : { accuracy, extraPerQueryUsd: (1 - accuracy) * values('costs.wrongAnswerUsd') }),
  }
}

/** Prices of hosted models fall; those of a machine one runs do not. */
function isHosted({ cost }: PricedArm): boolean {
  return cost.basis?.kind === 'tokens' || (cost.basis === undefined && cost.busyPerQuery === undefined)
}

function unitOf({ name, cost }: PricedArm, values: InputValues): UnitPrice {
  const { basis } = cost
  const measured = values(inputName.query(name, basis))
  if (basis === undefined) return { kind: 'flat', usd: measured }
  if (basis.kind === 'machines')
    return { kind: 'machines', serviceSeconds: measured, usdPerHour: values('costs.machineUsdPerHour') }
  return basis.savedUsd === 0
    ? { kind: 'flat', usd: measured }
    : { kind: 'cached', missUsd: measured, hitUsd: Math.max(0, measured - basis.savedUsd) }
}
