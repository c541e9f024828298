import type { Reason } from '../../contracts/reason.ts'
import type { AdvisedReport } from './advise.ts'
import { pointsWords } from './flip-words.ts'
import type { StepFacts } from './next-steps-of.ts'

/** What a finalist that is not chosen would have to mend: its largest gap, and the gain that would flip the verdict. */
export function mendStep(report: AdvisedReport, { flips }: StepFacts): Reason | undefined {
  const { gaps = [], verdict } = report
  const [gap] = gaps
    .filter(({ candidate }) => candidate !== verdict.candidate)
    .toSorted((a, b) => b.share.value - a.share.value)
  if (gap === undefined) return undefined
  const flip = flips.find(({ change, candidate }) => change === 'quality' && candidate === gap.candidate)
  const enough = flip === undefined ? '' : ` ${pointsWords(flip.to - flip.from)} more would flip the verdict.`
  return {
    text: `What ${gap.candidate} would have to mend most: ${gap.message} What usually helps: ${gap.helps}${enough}`,
    figures: flip?.figures ?? [],
  }
}
