import { scorerOf } from '../../scorers/scorer-of.ts'
import { bootstrapInterval } from '../../stats/bootstrap-interval.ts'
import { wilsonInterval } from '../../stats/wilson-interval.ts'
import { clusterOf, countRight, type Arm, type DecisionRules } from '../arm.ts'
import { percent } from './percent.ts'

const drawsForWords = 2000

/** "92.8 % right (88.5 to 95.6)", or "edit effort 0.412 (0.380 to 0.447)": the score with its 95 % interval. */
export function scoreWithInterval(arm: Arm, { metric, seed }: DecisionRules): string {
  const { isRate, score } = scorerOf(metric)
  if (isRate) {
    const sample = { successes: countRight(arm), trials: arm.rows.length }
    const { low, high } = wilsonInterval(sample)
    const share = percent(sample.successes / Math.max(1, sample.trials))
    return `${share} right (${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)})`
  }
  const interval = bootstrapInterval({
    rows: arm.rows,
    statistic: score,
    clusterOf,
    seed,
    draws: drawsForWords,
  })
  const { value, low, high } = interval
  return `${nameOf[metric] ?? metric} ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`
}

const nameOf: Partial<Record<DecisionRules['metric'], string>> = {
  macroF1: 'macro F1',
  f1: 'F1',
  rougeL: 'ROUGE-L',
  editEffort: 'edit effort',
}

const kindWords: Record<string, string> = {
  'tune/head': 'MiniLM embeddings + logistic regression',
  'tune/encoder': 'an encoder fine-tuned whole, with a classification head',
  'tune/tagger': 'clauses marked by MiniLM embeddings + logistic regression',
  'tune/hosted': 'a model fine-tuned at its vendor',
  'prompt/retrieved': 'the nearest examples in the prompt',
  'prompt/chain-of-thought': 'thoughts before the answer',
  'prompt/decomposed': 'a short list first, then the choice',
  'prompt/optimised': 'the best prompt a search found',
  'prompt/grounded': 'passages of your documents in the prompt',
  'prompt/passages': 'the passages that matter of a long text',
  'prompt/sections': 'a long text section by section',
  'prompt/few-shot': 'fixed examples in the prompt',
  'prompt/zero-shot': 'instructions only',
  'prompt/instructed': 'instructions learnt from the examples',
  'prompt/custom': 'a prompt of your own',
  'baseline/nearest-neighbour': 'the answer of the most similar example',
  'baseline/ngram-linear': 'a linear model on words and letters',
}

/** What a kind of candidate is, in a few words; the kind itself where there are none. */
export function kindInWords(kind: string): string {
  return kindWords[kind] ?? kind
}
