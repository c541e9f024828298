import { DataError } from '../../errors.ts'
import { assertInteger } from '../assert-count.ts'
import { minimise } from './minimise.ts'
import { sparseRowCount, type SparseRows } from './sparse-rows.ts'

/** Rows with dense and sparse features side by side, such as an embedding and the words of a text. */
export interface MixedRows {
  /** rows × dimensions, row-major. */
  dense: Float32Array
  dimensions: number
  sparse: SparseRows
}

/** Labels that a row may have none or several of, and how to fit them. */
export interface OneVsRestProblem {
  rows: MixedRows
  /** rows × labels, 1 where a row has the label. */
  targets: Uint8Array
  labels: number
  /** λ of λ/2 · ‖W − prior‖². */
  l2: number
  /** labels × dimensions: dense weights that the penalty draws to; 0 without it. */
  prior?: Float32Array
  /** How much a row counts; default 1. */
  rowWeights?: Float64Array
  /** How much more a row counts for a label it has, one a label; default 1. */
  positiveWeights?: readonly number[]
  warmStart?: OneVsRestModel
  maxIterations?: number
}

/** Independent logistic regressions over the same features: p = σ(dense · w + sparse · v + b), one a label. */
export interface OneVsRestModel {
  labels: number
  dimensions: number
  sparseDimensions: number
  /** (dimensions + sparseDimensions + 1) × labels, row-major, the bias last. */
  parameters: Float64Array
}

/**
 * Fits every label at once by L-BFGS: each label's weighted mean log loss plus λ/2 · ‖W − prior‖², the bias not penalised. The
 * labels do not touch each other; one pass over the rows serves them all. Deterministic.
 *
 * @throws DataError when shapes do not fit or a feature is not finite.
 */
export function fitOneVsRest(problem: OneVsRestProblem): OneVsRestModel {
  assertShapes(problem)
  const { rows, labels, maxIterations = 150, warmStart } = problem
  const size = (rows.dimensions + rows.sparse.dimensions + 1) * labels
  const minimum = minimise({
    start: warmStart?.parameters ?? startOf(problem, size),
    evaluate: objectiveOf(problem),
    tolerance: 1e-4,
    maxIterations,
  })
  if (!Number.isFinite(minimum.value)) throw new DataError('A feature is not a finite number.')
  return {
    labels,
    dimensions: rows.dimensions,
    sparseDimensions: rows.sparse.dimensions,
    parameters: minimum.point,
  }
}

/** Probability of each label, rows × labels. */
export function predictOneVsRest(model: OneVsRestModel, rows: MixedRows): Float32Array {
  const { labels, parameters } = model
  const count = sparseRowCount(rows.sparse)
  const probabilities = new Float32Array(count * labels)
  const scores = new Float64Array(labels)
  for (let row = 0; row < count; row += 1) {
    scoreRow({ parameters, scores, rows }, row)
    for (let label = 0; label < labels; label += 1)
      probabilities[row * labels + label] = 1 / (1 + Math.exp(-(scores[label] ?? 0)))
  }
  return probabilities
}

function assertShapes({ rows, targets, labels, l2, prior }: OneVsRestProblem): void {
  const count = sparseRowCount(rows.sparse)
  assertInteger('rows', count, 1)
  assertInteger('labels', labels, 1)
  if (!(l2 >= 0 && l2 < Infinity)) throw new DataError(`l2 is ${l2}. It must be 0 or a positive number.`)
  assertLength('dense', rows.dense.length, count * rows.dimensions)
  assertLength('targets', targets.length, count * labels)
  if (prior !== undefined) assertLength('prior', prior.length, labels * rows.dimensions)
}

function assertLength(name: string, length: number, wanted: number): void {
  if (length !== wanted) throw new DataError(`${name} holds ${length} numbers. It must hold ${wanted}.`)
}

function startOf({ rows, labels, prior }: OneVsRestProblem, size: number): Float64Array {
  const start = new Float64Array(size)
  for (let at = 0; at < (prior?.length ?? 0); at += 1)
    start[(at % rows.dimensions) * labels + Math.floor(at / rows.dimensions)] = prior?.[at] ?? 0
  return start
}

function objectiveOf(
  problem: OneVsRestProblem,
): (parameters: Float64Array, gradient: Float64Array) => number {
  const { rows, labels, targets } = problem
  const count = sparseRowCount(rows.sparse)
  const scores = new Float64Array(labels)
  const weights = weightsOf(problem, count)
  return (parameters, gradient) => {
    gradient.fill(0)
    let loss = 0
    for (let row = 0; row < count; row += 1) {
      scoreRow({ parameters, scores, rows }, row)
      loss += toResiduals(scores, { targets, weights, from: row * labels })
      addGradient({ gradient, scores, rows }, row)
    }
    return loss + addPenalty(problem, parameters, gradient)
  }
}

/** The weight of each row and label, each label's summing to 1. */
function weightsOf(
  { labels, targets, rowWeights, positiveWeights }: OneVsRestProblem,
  count: number,
): Float64Array {
  const weights = new Float64Array(count * labels)
  for (let label = 0; label < labels; label += 1) {
    let total = 0
    for (let row = 0; row < count; row += 1) {
      const at = row * labels + label
      weights[at] = (rowWeights?.[row] ?? 1) * (targets[at] === 1 ? (positiveWeights?.[label] ?? 1) : 1)
      total += weights[at]
    }
    for (let at = label; at < weights.length; at += labels) weights[at] = (weights[at] ?? 0) / total
  }
  return weights
}

interface Pass {
  rows: MixedRows
  /** One a label. */
  scores: Float64Array
}

function scoreRow({ parameters, scores, rows }: Pass & { parameters: Float64Array }, row: number): void {
  const { dense, dimensions, sparse } = rows
  const labels = scores.length
  scores.set(parameters.subarray(parameters.length - labels))
  for (let at = 0; at < dimensions; at += 1) {
    const value = dense[row * dimensions + at] ?? 0
    for (let label = 0; label < labels; label += 1)
      scores[label] = (scores[label] ?? 0) + value * (parameters[at * labels + label] ?? 0)
  }
  for (let at = sparse.starts[row] ?? 0; at < (sparse.starts[row + 1] ?? 0); at += 1) {
    const from = (dimensions + (sparse.columns[at] ?? 0)) * labels
    const value = sparse.values[at] ?? 0
    for (let label = 0; label < labels; label += 1)
      scores[label] = (scores[label] ?? 0) + value * (parameters[from + label] ?? 0)
  }
}

/** Scores become weight · (probability − target); returns the loss. */
function toResiduals(
  scores: Float64Array,
  { targets, weights, from }: { targets: Uint8Array; weights: Float64Array; from: number },
): number {
  let loss = 0
  for (let label = 0; label < scores.length; label += 1) {
    const target = targets[from + label] ?? 0
    const weight = weights[from + label] ?? 0
    const score = scores[label] ?? 0
    const margin = target === 1 ? score : -score
    loss += weight * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))))
    scores[label] = weight * (1 / (1 + Math.exp(-score)) - target)
  }
  return loss
}

function addGradient({ gradient, scores, rows }: Pass & { gradient: Float64Array }, row: number): void {
  const { dense, dimensions, sparse } = rows
  const labels = scores.length
  for (let at = 0; at < dimensions; at += 1) {
    const value = dense[row * dimensions + at] ?? 0
    for (let label = 0; label < labels; label += 1)
      gradient[at * labels + label] = (gradient[at * labels + label] ?? 0) + value * (scores[label] ?? 0)
  }
  for (let at = sparse.starts[row] ?? 0; at < (sparse.starts[row + 1] ?? 0); at += 1) {
    const from = (dimensions + (sparse.columns[at] ?? 0)) * labels
    const value = sparse.values[at] ?? 0
    for (let label = 0; label < labels; label += 1)
      gradient[from + label] = (gradient[from + label] ?? 0) + value * (scores[label] ?? 0)
  }
  const bias = gradient.length - labels
  for (let label = 0; label < labels; label += 1)
    gradient[bias + label] = (gradient[bias + label] ?? 0) + (scores[label] ?? 0)
}

function addPenalty(problem: OneVsRestProblem, parameters: Float64Array, gradient: Float64Array): number {
  const { labels, l2, prior, rows } = problem
  let squares = 0
  for (let at = 0; at < parameters.length - labels; at += 1) {
    const feature = Math.floor(at / labels)
    const target = feature < rows.dimensions ? (prior?.[(at % labels) * rows.dimensions + feature] ?? 0) : 0
    const gap = (parameters[at] ?? 0) - target
    gradient[at] = (gradient[at] ?? 0) + l2 * gap
    squares += gap * gap
  }
  return (l2 / 2) * squares
}
