import { DataError } from '../../errors.ts'
import { assertInteger } from '../assert-count.ts'
import { randomSource } from '../random-source.ts'
import { shuffle } from '../shuffle.ts'
import { assertTargets } from './assert-targets.ts'
import { softmaxInPlace } from './softmax.ts'
import { type SparseRows, sparseRowCount } from './sparse-rows.ts'

/** A multinomial logistic regression over sparse features: weights are dimensions × classes, row-major. */
export interface SparseLogisticModel {
  classes: number
  dimensions: number
  weights: Float32Array
  bias: Float32Array
}

/** What to fit, and how long. */
export interface SparseLogisticProblem {
  rows: SparseRows
  /** The class of each row, 0 … classes − 1. */
  targets: Int32Array | readonly number[]
  classes: number
  /** λ of λ/2 · ‖W‖² beside the mean loss; default 3e-6. */
  l2?: number
  /** Passes over the rows; default 5. */
  epochs?: number
  /** AdaGrad's step; default 1. */
  learningRate?: number
  seed: number
}

/**
 * Multinomial logistic regression on sparse rows by stochastic gradient descent with AdaGrad, one step size a feature,
 * for a fixed number of epochs in a seeded order. The penalty is applied to a feature's weights when a row next has the
 * feature. Deterministic.
 *
 * @throws DataError when shapes do not fit or a target is no class.
 * @see Duchi, Hazan & Singer 2011, JMLR 12
 */
export function fitSparseLogisticRegression(problem: SparseLogisticProblem): SparseLogisticModel {
  const { rows, targets, classes, epochs = 5, seed } = problem
  assertSparseProblem(problem)
  const state = freshState(problem)
  const random = randomSource(seed)
  const order = Array.from({ length: sparseRowCount(rows) }, (_, row) => row)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const row of shuffle(order, random)) {
      state.step += 1
      scoreRow(state, rows, row)
      const power = residualsOf(state, targets[row] ?? 0)
      for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
        updateFeature(state, { column: rows.columns[at] ?? 0, value: rows.values[at] ?? 0, power })
      }
      updateBias(state)
    }
  }
  const { weights, bias } = state
  return { classes, dimensions: rows.dimensions, weights, bias }
}

/**
 * Class probabilities of sparse rows.
 *
 * @returns rows × classes numbers, row-major; each row sums to 1.
 */
export function predictSparseProbabilities(model: SparseLogisticModel, rows: SparseRows): Float32Array {
  const { classes, weights, bias } = model
  const count = sparseRowCount(rows)
  const probabilities = new Float32Array(count * classes)
  for (let row = 0; row < count; row += 1) {
    const scores = probabilities.subarray(row * classes, (row + 1) * classes)
    addScores({ weights, bias, classes, scores }, rows, row)
    softmaxInPlace(scores, 0, classes)
  }
  return probabilities
}

interface Scoring {
  classes: number
  weights: Float32Array
  bias: Float32Array
  /** One a class: scores, then residuals. */
  scores: Float32Array
}

interface State extends Scoring {
  rate: number
  l2: number
  step: number
  /** AdaGrad's sums of squared gradients, one a feature, and the step the penalty was last applied at. */
  squares: Float64Array
  lastStep: Int32Array
  biasSquares: Float64Array
  /** Classes whose residual is large enough to move weights. */
  active: Int32Array
  activeCount: number
}

function freshState({ rows, classes, l2 = 3e-6, learningRate = 1 }: SparseLogisticProblem): State {
  return {
    classes,
    weights: new Float32Array(rows.dimensions * classes),
    bias: new Float32Array(classes),
    scores: new Float32Array(classes),
    rate: learningRate,
    l2,
    step: 0,
    squares: new Float64Array(rows.dimensions).fill(1e-8),
    lastStep: new Int32Array(rows.dimensions),
    biasSquares: new Float64Array(classes).fill(1e-8),
    active: new Int32Array(classes),
    activeCount: 0,
  }
}

function scoreRow(state: State, rows: SparseRows, row: number): void {
  state.scores.fill(0)
  addScores(state, rows, row)
  softmaxInPlace(state.scores, 0, state.classes)
}

function addScores({ classes, weights, bias, scores }: Scoring, rows: SparseRows, row: number): void {
  scores.set(bias)
  for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
    const start = (rows.columns[at] ?? 0) * classes
    const value = rows.values[at] ?? 0
    for (let label = 0; label < classes; label += 1) {
      scores[label] = (scores[label] ?? 0) + value * (weights[start + label] ?? 0)
    }
  }
}

/** Probabilities become residuals; returns their mean square, and lists the classes that still matter. */
function residualsOf(state: State, target: number): number {
  const { scores, active, classes } = state
  scores[target] = (scores[target] ?? 0) - 1
  state.activeCount = 0
  let power = 0
  for (let label = 0; label < classes; label += 1) {
    const residual = scores[label] ?? 0
    power += residual * residual
    if (Math.abs(residual) < 1e-4) continue
    active[state.activeCount] = label
    state.activeCount += 1
  }
  return power
}

function updateFeature(state: State, entry: { column: number; value: number; power: number }): void {
  const { classes, weights, scores, squares, active, activeCount } = state
  const { column, value, power } = entry
  const start = column * classes
  const sum = (squares[column] ?? 0) + value * value * power
  squares[column] = sum
  const rate = state.rate / Math.sqrt(sum)
  const skipped = state.step - (state.lastStep[column] ?? 0)
  state.lastStep[column] = state.step
  const kept = 1 / (1 + rate * state.l2 * skipped)
  for (let label = 0; label < classes; label += 1)
    weights[start + label] = (weights[start + label] ?? 0) * kept
  for (let at = 0; at < activeCount; at += 1) {
    const label = active[at] ?? 0
    weights[start + label] = (weights[start + label] ?? 0) - rate * value * (scores[label] ?? 0)
  }
}

function updateBias({ bias, biasSquares, scores, rate, classes }: State): void {
  for (let label = 0; label < classes; label += 1) {
    const residual = scores[label] ?? 0
    const sum = (biasSquares[label] ?? 0) + residual * residual
    biasSquares[label] = sum
    // A tenth of the rate: the bias is in every row and would run ahead of the features.
    bias[label] = (bias[label] ?? 0) - ((0.1 * rate) / Math.sqrt(sum)) * residual
  }
}

function assertSparseProblem({ rows, targets, classes, epochs = 1 }: SparseLogisticProblem): void {
  assertInteger('classes', classes, 2)
  assertInteger('epochs', epochs, 1)
  assertTargets(targets, sparseRowCount(rows), classes)
  const entries = rows.starts.at(-1) ?? 0
  if (entries !== rows.columns.length || entries !== rows.values.length) {
    throw new DataError(
      `rows ends at entry ${entries} but has ${rows.columns.length} columns and ${rows.values.length} values. They must be as many.`,
    )
  }
  const outside = rows.columns.find((column) => column < 0 || column >= rows.dimensions)
  if (outside !== undefined) {
    throw new DataError(`rows has a column ${outside}. Columns go from 0 to ${rows.dimensions - 1}.`)
  }
}
