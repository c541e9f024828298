import { wilsonInterval } from '../../stats/wilson-interval.ts'
import { countRight, rightShare, type Arm } from '../arm.ts'
import { percent } from './percent.ts'

/** "92.8 % right (88.5 to 95.6)": the rate with Wilson's 95 % interval. */
export function rateWithInterval(arm: Arm): string {
  const { low, high } = wilsonInterval({ successes: countRight(arm), trials: arm.rows.length })
  return `${percent(rightShare(arm))} right (${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)})`
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
