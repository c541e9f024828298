import type { Advice, Flip } from '../../contracts/advice.ts'
import type { Reason } from '../../contracts/reason.ts'
import type { Task } from '../../contracts/task.ts'
import type { MoneyTask } from '../cost/priced-arm.ts'
import type { AdvisedReport } from './advise.ts'
import { agingStep, driftStep, labelsStep, moreRowsStep } from './data-steps.ts'
import { startStep, watchStep } from './labour-steps.ts'
import { mendStep } from './mend-step.ts'

/** What a next step is worked out from: the task with its costs, and what would flip the verdict. */
export interface StepFacts {
  task: MoneyTask
  flips: readonly Flip[]
  team: Task['team']
}

type Step = (report: AdvisedReport, facts: StepFacts) => Reason | undefined

/** A small business wants it to work, a mid-size one to keep working, a technical team to get better. */
const stepsOf: Record<Task['team'], readonly Step[]> = {
  small: [startStep, watchStep, volumeStep],
  medium: [startStep, watchStep, labelsStep, driftStep, volumeStep],
  technical: [startStep, mendStep, moreRowsStep, labelsStep, agingStep, driftStep],
}

/** Next steps for each kind of team; a step that rests on nothing measured is left out. */
export function nextStepsOf(report: AdvisedReport, facts: Omit<StepFacts, 'team'>): Advice['nextSteps'] {
  const steps = (team: Task['team']) =>
    stepsOf[team].flatMap((step) => step(report, { ...facts, team }) ?? [])
  return { small: steps('small'), medium: steps('medium'), technical: steps('technical') }
}

/** When to decide again, where another volume would flip the verdict. */
function volumeStep(_: AdvisedReport, { flips, task }: StepFacts): Reason | undefined {
  const flip = flips.find(({ change, to, from }) => change === 'volume' && to > from)
  if (flip === undefined) return undefined
  const at = Number(flip.to.toPrecision(2))
  return {
    text: `Decide again when you come near ${at.toLocaleString('en-US')} answers a month (planned: ${task.volume.perMonth.toLocaleString('en-US')}): crossover decide --set volume.perMonth=${at}.`,
    figures: flip.figures,
  }
}
