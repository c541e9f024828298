import { areaInterval, areaUnderCurve } from './area-under-curve.ts'
import { crossFitFold } from './cross-fit.ts'
import { sizesOf, type TwoSamples } from './mmd-test.ts'
import { stratifiedFolds } from './stratified-folds.ts'
import type { Interval } from './wilson-interval.ts'

/** How well a classifier tells two samples apart: an effect size that does not grow with the rows. */
export interface SampleAuc extends Interval {
  auc: number
  /** P(second) of each row of `second` from fits that did not see it: the strangest rows score highest. */
  strangeness: Float32Array
}

const folds = 5
/** Strong, since rows are few and dimensions many; classes count the same whatever their sizes. */
const l2 = 1e-2

/**
 * Cross-fitted logistic regression of "from the second sample"; the AUC is the mean over folds, whose scores are never
 * compared with each other, with Hanley and McNeil's interval. .5 means nobody could tell; a share s of rows that are
 * perfectly told apart among rows that are not gives .5 + s/2. Rows of one group stay in one fold.
 *
 * @throws DataError with fewer than five rows in a sample.
 * @see Lopez-Paz & Oquab 2017, Revisiting classifier two-sample tests
 */
export function twoSampleAuc(samples: TwoSamples): SampleAuc {
  const { first, second } = sizesOf(samples)
  const features = new Float32Array(samples.first.length + samples.second.length)
  features.set(samples.first)
  features.set(samples.second, samples.first.length)
  const rows = first + second
  const targets = Int32Array.from({ length: rows }, (_, row) => (row < first ? 0 : 1))
  const classWeights = [rows / (2 * first), rows / (2 * second)]
  const problem = { features, rows, dimensions: samples.dimensions, targets, classes: 2, l2, classWeights }
  const foldOf = foldsOf(samples, targets)
  const strangeness = new Float32Array(second)
  let auc = 0
  for (let fold = 0; fold < folds; fold += 1) {
    const predicted = crossFitFold(problem, foldOf, fold)
    const scores = Array.from(predicted.rows, (row, at) => ({
      row,
      score: predicted.probabilities[2 * at + 1] ?? 0,
    }))
    const strangers = scores.filter(({ row }) => row >= first)
    for (const { row, score } of strangers) strangeness[row - first] = score
    const known = scores.filter(({ row }) => row < first).map(({ score }) => score)
    auc +=
      areaUnderCurve(
        strangers.map(({ score }) => score),
        known,
      ) / folds
  }
  return { auc, ...areaInterval(auc, { positives: second, negatives: first }), strangeness }
}

/** A document that lay in several folds would be told apart by its own rows. */
function foldsOf({ groups, seed }: TwoSamples, targets: Int32Array): Int32Array {
  if (groups === undefined) return stratifiedFolds(targets, { folds, seed })
  const names = [
    ...groups.first.map((name) => `first ${name}`),
    ...groups.second.map((name) => `second ${name}`),
  ]
  const distinct = [...new Set(names)]
  const targetOf = distinct.map((name) => (name.startsWith('first ') ? 0 : 1))
  const foldOfGroup = stratifiedFolds(targetOf, { folds, seed })
  const position = new Map(distinct.map((name, index) => [name, index]))
  return Int32Array.from(names, (name) => foldOfGroup[position.get(name) ?? 0] ?? 0)
}
