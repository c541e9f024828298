import type { Reason } from '../../contracts/reason.ts'
import { countWords } from '../words/two-digits.ts'
import { usdWords } from '../words/usd-words.ts'
import type { AdvisedReport } from './advise.ts'
import { ageingWords } from './change-words.ts'
import { finalistsByWay } from './finalists-by-way.ts'

/** Labels that look wrong cost both ways quality. */
export function labelsStep({ data }: AdvisedReport): Reason | undefined {
  const suspects = (data.labelSuspects ?? []).filter(({ isConfident }) => isConfident).length
  if (suspects === 0) return undefined
  const rows = suspects === 1 ? '1 label looks' : `${countWords(suspects)} labels look`
  return {
    text: `${rows} wrong: crossover check names the rows; mend them before you fit again.`,
    figures: [],
  }
}

/** Whether what comes in looks like the examples: known, or how to find out. */
export function driftStep({ data }: AdvisedReport): Reason {
  const production = data.change?.production
  if (production === undefined)
    return {
      text: 'Whether real inputs look like the examples was not measured: put some under data.production and run crossover check.',
      figures: [],
    }
  const words = {
    alike: 'look like train',
    slight: 'differ a little from train',
    different: 'differ from train: label some of them',
    'cannot-say': 'cannot be told from train yet: bring more of them',
  }
  return { text: `${countWords(production.rows)} real inputs ${words[production.result]}.`, figures: [] }
}

/** What more training rows bring, and what a point costs to label. */
export function moreRowsStep(report: AdvisedReport): Reason | undefined {
  const { tune } = finalistsByWay(report)
  const { doubling, usdPerPoint, labelUsd } = tune?.tuningCurve ?? {}
  if (tune === undefined || doubling?.result !== 'gain' || labelUsd === undefined) return undefined
  const [low, high] = [doubling.low, doubling.high].map((gain) => (100 * gain).toFixed(1).replace('-', '−'))
  const point =
    usdPerPoint === undefined
      ? ''
      : `, ${usdWords(usdPerPoint.low)} ${usdPerPoint.high === null ? 'or more' : `to ${usdWords(usdPerPoint.high)}`} a point`
  return {
    text: `Twice the training rows are likely to bring ${tune.name} ${low} to ${high} points; labelling them costs about ${usdWords(labelUsd)}${point}.`,
    figures: [{ candidate: tune.name, figure: 'quality' }],
  }
}

/** How often to train again, where rows have times. */
export function agingStep({ data }: AdvisedReport): Reason | undefined {
  if (data.change?.decay?.result !== 'decays') return undefined
  return { text: `Plan to train again: ${ageingWords(data)}.`, figures: [] }
}
