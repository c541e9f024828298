import type { CostInput } from '../../contracts/cost.ts'
import type { Figure } from '../../contracts/figure.ts'
import { exactInput, rangeInput } from './cost-input.ts'
import type { MoneyTask } from './priced-arm.ts'
import { defaultOverrun, defaultRetraining, teamHours } from './team-hours.data.ts'

/** Log-normal spread of the volume: most years land within about 20 % of the plan. */
const volumeSpread = 0.2
const z95 = 1.959964

/** What the task says of volume, prices and labour, with the defaults of its team where it says nothing. */
export function taskInputs(task: MoneyTask): CostInput[] {
  const { costs, volume, team = 'small' } = task
  const hours = teamHours[team]
  const own = costs.hours ?? {}
  const labour = (key: string, given: Figure | undefined, byDefault: Figure) =>
    given === undefined
      ? inputOf(`costs.${key}`, byDefault, `assumed for a ${team} team`)
      : inputOf(`costs.${key}`, given, 'task file')
  const figure = (key: string, value: number) => inputOf(key, value, sourceOf(task, key))
  return [
    volumeInput(task),
    figure('volume.growthPerMonth', volume.growthPerMonth),
    figure('costs.labourUsdPerHour', costs.labourUsdPerHour),
    figure('costs.machineUsdPerHour', costs.machineUsdPerHour),
    figure('costs.wrongAnswerUsd', costs.wrongAnswerUsd),
    figure('costs.labelUsd', costs.labelUsd),
    labour('labelsToBuy', costs.labelsToBuy, 0),
    labour('hours.preparation (light)', own.preparation, hours.lightPreparation),
    labour('hours.preparation (weights)', own.preparation, hours.weightsPreparation),
    labour('hours.promptDevelopment', own.promptDevelopment, hours.promptDevelopment),
    labour('promptOverrun', costs.promptOverrun, defaultOverrun),
    labour('hours.evaluation', own.evaluation, hours.evaluation),
    labour('hours.monitoringPerMonth', own.monitoringPerMonth, hours.monitoringPerMonth),
    labour('retrainingPerYear', costs.retrainingPerYear, defaultRetraining),
    labour('priceDeclinePerYear', costs.priceDeclinePerYear, 0),
  ]
}

function volumeInput(task: MoneyTask): CostInput {
  const { perMonth } = task.volume
  const spread = Math.exp(z95 * volumeSpread)
  return {
    name: 'volume.perMonth',
    value: perMonth,
    low: perMonth / spread,
    high: perMonth * spread,
    spread: 'log-normal',
    source: `${sourceOf(task, 'volume.perMonth')}, give or take 20 %`,
  }
}

function inputOf(name: string, figure: Figure, source: string): CostInput {
  return typeof figure === 'number'
    ? exactInput(name, figure, { source })
    : rangeInput(name, figure, { source })
}

function sourceOf({ defaults = [] }: MoneyTask, key: string): string {
  return defaults.includes(key) ? 'assumed' : 'task file'
}
