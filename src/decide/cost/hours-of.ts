import type { Family } from '../../contracts/candidate.ts'
import type { CostInput, CostRange } from '../../contracts/cost.ts'
import { labourOf } from './labour-of.ts'
import { weightsMonitoring } from './team-hours.data.ts'

/** Hours of labour a candidate takes from now on, from low to high: once before it serves, and every month. */
interface LabourHours {
  setUp: CostRange
  perMonth: CostRange
}

/** By the inputs of the cost model; `undefined` where one of them is missing: then labour was not worked out. */
export function hoursOf(
  candidate: { kind: string; family: Family },
  inputs: readonly CostInput[],
): LabourHours | undefined {
  const { prompt, trained } = labourOf(candidate)
  const rangeOf = (key: string) => inputs.find(({ name }) => name === `costs.${key}`)
  const made = trained === undefined ? none : rangeOf(`hours.preparation (${trained})`)
  const written = prompt ? rangeOf('hours.promptDevelopment') : none
  const overrun = prompt ? rangeOf('promptOverrun') : none
  const tested = rangeOf('hours.evaluation')
  const watched = rangeOf('hours.monitoringPerMonth')
  if (made === undefined || written === undefined || overrun === undefined) return undefined
  if (tested === undefined || watched === undefined) return undefined
  const times = trained === 'weights' ? weightsMonitoring : 1
  const at = (end: 'low' | 'high') => made[end] + written[end] * overrun[end] + tested[end]
  return {
    setUp: { low: at('low'), high: at('high') },
    perMonth: { low: times * watched.low, high: times * watched.high },
  }
}

const none: CostRange = { low: 0, high: 0 }
