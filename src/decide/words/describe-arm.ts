import { scorerOf } from '../../scorers/scorer-of.ts'
import { bootstrapInterval } from '../../stats/bootstrap-interval.ts'
import { wilsonInterval } from '../../stats/wilson-interval.ts'
import { countRight, rightShare, type Arm, type DecisionRules } from '../arm.ts'
import { percent } from './percent.ts'

const drawsForWords = 2000

/** "92.8 % right (88.5 to 95.6)", or "macroF1 92.8 % (…)": the score with its 95 % interval. */
export function scoreWithInterval(arm: Arm, { metric, seed }: DecisionRules): string {
  const ends = ({ low, high }: { low: number; high: number }) =>
    `(${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)})`
  if (metric === 'accuracy') {
    const interval = wilsonInterval({ successes: countRight(arm), trials: arm.rows.length })
    return `${percent(rightShare(arm))} right ${ends(interval)}`
  }
  const { score } = scorerOf(metric)
  const interval = bootstrapInterval({ rows: arm.rows, statistic: score, seed, draws: drawsForWords })
  return `${metric} ${percent(interval.value)} ${ends(interval)}`
}

const kindWords: Record<string, string> = {
  'tune/head': 'MiniLM embeddings + logistic regression',
  'prompt/retrieved': 'the nearest examples in the prompt',
  'prompt/few-shot': 'fixed examples in the prompt',
  'prompt/zero-shot': 'instructions only',
  'baseline/nearest-neighbour': 'the answer of the most similar example',
  'baseline/ngram-linear': 'a linear model on words and letters',
}

/** What a kind of candidate is, in a few words; the kind itself where there are none. */
export function kindInWords(kind: string): string {
  return kindWords[kind] ?? kind
}
