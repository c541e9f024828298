import {
  fitOneVsRest,
  predictOneVsRest,
  type OneVsRestModel,
} from '../../../stats/logistic-regression/fit-one-vs-rest.ts'
import { randomSource } from '../../../stats/random-source.ts'
import { shuffle } from '../../../stats/shuffle.ts'
import {
  featuresOf,
  learnSegmentVocabulary,
  type SegmentTable,
  type SegmentVocabulary,
} from './segment-features.ts'

/** Segments with what they are marked for. */
export interface MarkedTable extends SegmentTable {
  /** segments × fields. */
  marks: Uint8Array
  fields: number
  /** fields × dimensions: where each field's weights are drawn to. */
  prior: Float32Array
}

/** A fitted tagger: its words and its weights. */
export interface FittedTagger {
  vocabulary: SegmentVocabulary
  model: OneVsRestModel
}

/** Segments marked for nothing that are learnt from at most: with more, each kept one counts for several. */
const mostBackground = 4000

/** Fits the marks of some segments, for each strength in turn; each starts from the one before. */
export function* trainTaggers(
  table: MarkedTable,
  options: { taken: readonly number[]; strengths: readonly number[]; seed: number },
): Generator<FittedTagger> {
  const { fields, marks, prior } = table
  const { taken, weights } = thinned(table, options)
  const vocabulary = learnSegmentVocabulary(taken.map((at) => table.texts[at] ?? ''))
  const targets = Uint8Array.from(taken.flatMap((at) => [...marks.subarray(at * fields, (at + 1) * fields)]))
  const problem = {
    rows: featuresOf(table, taken, vocabulary),
    targets,
    labels: fields,
    prior,
    rowWeights: weights,
    positiveWeights: positiveWeightsOf(targets, weights, fields),
  }
  let warmStart: OneVsRestModel | undefined
  for (const l2 of options.strengths) {
    warmStart = fitOneVsRest({ ...problem, l2, ...(warmStart === undefined ? {} : { warmStart }) })
    yield { vocabulary, model: warmStart }
  }
}

/** Probabilities of some segments, segments × fields. */
export function tagSegments(
  { vocabulary, model }: FittedTagger,
  table: SegmentTable,
  taken: readonly number[],
): Float32Array {
  return predictOneVsRest(model, featuresOf(table, taken, vocabulary))
}

/** A seeded part of the segments that are marked for nothing, so that long documents do not take for ever. */
function thinned(
  { marks, fields }: MarkedTable,
  { taken, seed }: { taken: readonly number[]; seed: number },
): { taken: readonly number[]; weights: Float64Array } {
  const isMarked = (at: number) => marks.subarray(at * fields, (at + 1) * fields).includes(1)
  const background = taken.filter((at) => !isMarked(at))
  const kept = new Set(shuffle(background, randomSource(seed)).slice(0, mostBackground))
  const weight = background.length / Math.max(1, kept.size)
  const left = taken.filter((at) => kept.has(at) || isMarked(at))
  return { taken: left, weights: Float64Array.from(left, (at) => (kept.has(at) ? weight : 1)) }
}

/**
 * √(unmarked / marked): between no weights, where a rare field is never likely, and balance, where rare fields are marked
 * everywhere.
 */
function positiveWeightsOf(targets: Uint8Array, weights: Float64Array, fields: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Array.from({ length: fields }, (_, field) => {
    const marked = weights.reduce(
      (sum, weight, row) => sum + weight * (targets[row * fields + field] ?? 0),
      0,
    )
    return marked === 0 ? 1 : Math.sqrt(Math.max(1, total - marked) / marked)
  })
}
