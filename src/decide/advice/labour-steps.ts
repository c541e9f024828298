import type { CostRange } from '../../contracts/cost.ts'
import type { Reason } from '../../contracts/reason.ts'
import { hoursOf } from '../cost/hours-of.ts'
import { taskInputs } from '../cost/task-inputs.ts'
import { labelAdvice } from '../words/next-steps.ts'
import { usdWords } from '../words/usd-words.ts'
import type { AdvisedReport } from './advise.ts'
import { focusOf } from './finalists-by-way.ts'
import { aboutWords } from './flip-words.ts'
import type { StepFacts } from './next-steps-of.ts'

/** Put the chosen one to use, with the hours that takes; settle it first where nothing is chosen. */
export function startStep(report: AdvisedReport, facts: StepFacts): Reason | undefined {
  const { verdict } = report
  const focus = focusOf(report)
  if (focus === undefined)
    return verdict.choice === 'none'
      ? { text: 'Put none of these to use: each fails a criterion that you set.', figures: [] }
      : undefined
  const figures: Reason['figures'] = [{ candidate: focus.name, figure: 'quality' }]
  if (verdict.candidate === undefined) {
    const settle =
      verdict.labelMore === undefined ? '' : `: ${labelAdvice(verdict.labelMore, facts.task.costs.labelUsd)}`
    return { text: `Settle it before you build on ${focus.name}${settle}.`, figures }
  }
  const use =
    focus.kind === 'recorded'
      ? 'serve it from where its predictions were recorded'
      : 'crossover releases promote makes it the one that crossover predict answers with'
  const hours = hoursOf(focus, taskInputs({ ...facts.task, team: facts.team }))
  const labour =
    hours === undefined ? '' : ` Setting it up and testing it take ${hoursWords(hours.setUp, facts)}.`
  return { text: `Use ${focus.name}: ${use}.${labour}`, figures }
}

/** What watching the one in use takes every month. */
export function watchStep(report: AdvisedReport, facts: StepFacts): Reason | undefined {
  const focus = focusOf(report)
  if (focus === undefined || report.verdict.candidate === undefined) return undefined
  const hours = hoursOf(focus, taskInputs({ ...facts.task, team: facts.team }))
  if (hours === undefined || hours.perMonth.high === 0) return undefined
  return {
    text: `Read some of its answers every month: ${hoursWords(hours.perMonth, facts)} a month.`,
    figures: [],
  }
}

function hoursWords({ low, high }: CostRange, { task }: StepFacts): string {
  const hours = low === high ? aboutWords(low) : `${aboutWords(low)} to ${aboutWords(high)}`
  const rate = task.costs.labourUsdPerHour
  const noun = hours === '1' ? 'hour' : 'hours'
  if (rate === 0) return `${hours} ${noun}`
  const usd =
    low === high
      ? usdWords(low * rate)
      : `${usdWords(low * rate).replace(' USD', '')} to ${usdWords(high * rate)}`
  return `${hours} ${noun} (${usd})`
}
