import type { Metric } from '../../contracts/task.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import type { Arm } from '../arm.ts'
import type { MoneyTask } from './priced-arm.ts'

/** Prompts that look something up with an embedder before a hosted model is asked. */
const searches = ['prompt/retrieved', 'prompt/grounded', 'prompt/passages']

/** What the money of measured candidates leaves out: what counts as 0, and what nobody has a price of. */
export function leftOutOfArms(arms: readonly Arm[], { costs }: MoneyTask, metric: Metric): string[] {
  const unpriced = arms.filter(({ cost }) => cost.perQuery === undefined).map(({ name }) => name)
  const embedding = arms.filter(({ kind, cost }) => cost.basis?.kind === 'tokens' && searches.includes(kind))
  const isPrompted = arms.some(({ family }) => family === 'prompt' || family === 'hybrid')
  const entries: [boolean, string][] = [
    [unpriced.length > 0, `${unpriced.join(', ')}: no known price`],
    [costs.wrongAnswerUsd === 0, 'costs.wrongAnswerUsd: what a wrong answer costs'],
    [
      costs.wrongAnswerUsd > 0 && !scorerOf(metric).isRate,
      `costs.wrongAnswerUsd: ${metric} does not say how many answers are wrong`,
    ],
    [(costs.labelsToBuy ?? 0) === 0, 'costs.labelsToBuy: rows labelled from now on'],
    [
      (costs.priceDeclinePerYear ?? 0) === 0 && arms.some(({ cost }) => cost.basis?.kind === 'tokens'),
      'costs.priceDeclinePerYear: falling prices of hosted models',
    ],
    [
      embedding.length > 0,
      `${embedding.map(({ name }) => name).join(', ')}: finding the nearest examples or passages, on a machine of yours`,
    ],
    [isPrompted, 'writing a prompt anew when its model is retired'],
  ]
  const said = entries.flatMap(([isSo, text]) => (isSo ? [text] : []))
  return [...said, 'what was spent so far, taxes, storage, interest']
}
