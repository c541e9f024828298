import type { LogisticProblem } from './logistic-model.ts'
import { createMatrixMemory, type MatrixMemory } from './matrix-multiply.ts'
import { softmaxInPlace } from './softmax.ts'

/**
 * The objective of `fitLogisticRegression` and its gradient, over parameters laid out (dimensions + 1) × classes with the
 * bias last. Rows are taken in blocks that stay in the cache; sums over blocks are kept in double precision.
 */
export function softmaxObjective(
  problem: LogisticProblem,
): (parameters: Float64Array, gradient: Float64Array) => number {
  const layout = layoutOf(problem)
  const memory = createMatrixMemory(layout.floatCount)
  const rowWeights = rowWeightsOf(problem)
  const totalWeight = rowWeights.reduce((sum, weight) => sum + weight, 0)
  return (parameters, gradient) => {
    loadWeights({ memory, layout, parameters })
    gradient.fill(0)
    let loss = 0
    for (let first = 0; first < problem.rows; first += blockRows) {
      const count = Math.min(blockRows, problem.rows - first)
      loadFeatures({ memory, layout, problem, first, count })
      score(memory, layout)
      loss += residuals({ memory, layout, problem, first, count, rowWeights })
      addGradient({ memory, layout, gradient })
    }
    for (let at = 0; at < gradient.length; at += 1) gradient[at] = (gradient[at] ?? 0) / totalWeight
    return loss / totalWeight + addPenalty({ problem, parameters, gradient })
  }
}

const blockRows = 256

/** Where things lie in the memory. The last real feature is a constant 1: its weight is the bias. */
interface Layout {
  classes: number
  /** Classes rounded up to 8, features and the constant to 4: what the product needs. */
  columns: number
  width: number
  features: number
  weights: number
  scores: number
  gradient: number
  floatCount: number
}

function layoutOf({ dimensions, classes }: LogisticProblem): Layout {
  const columns = Math.ceil(classes / 8) * 8
  const width = Math.ceil((dimensions + 1) / 4) * 4
  const weights = blockRows * width
  const scores = weights + width * columns
  const gradient = scores + blockRows * columns
  return {
    classes,
    columns,
    width,
    features: 0,
    weights,
    scores,
    gradient,
    floatCount: gradient + width * columns,
  }
}

function rowWeightsOf({ targets, rows, classWeights }: LogisticProblem): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => classWeights?.[targets[row] ?? 0] ?? 1)
}

interface Block {
  memory: MatrixMemory
  layout: Layout
  problem: LogisticProblem
  first: number
  count: number
}

function loadWeights(load: { memory: MatrixMemory; layout: Layout; parameters: Float64Array }): void {
  const { memory, layout, parameters } = load
  for (
    let from = 0, to = layout.weights;
    from < parameters.length;
    from += layout.classes, to += layout.columns
  ) {
    memory.floats.set(parameters.subarray(from, from + layout.classes), to)
  }
}

function loadFeatures({ memory, layout, problem, first, count }: Block): void {
  const { dimensions, features } = problem
  for (let row = 0; row < count; row += 1) {
    const from = (first + row) * dimensions
    memory.floats.set(features.subarray(from, from + dimensions), layout.features + row * layout.width)
    memory.floats[layout.features + row * layout.width + dimensions] = 1
  }
}

/** scores = features · weights */
function score(memory: MatrixMemory, layout: Layout): void {
  memory.floats.fill(0, layout.scores, layout.scores + blockRows * layout.columns)
  memory.multiplyAdd({
    a: layout.features,
    rowStep: layout.width,
    innerStep: 1,
    b: layout.weights,
    c: layout.scores,
    rows: blockRows,
    inner: layout.width,
    columns: layout.columns,
  })
}

/** Scores become weight · (probability − target), 0 beyond the block's rows; returns the summed loss. */
function residuals({
  memory,
  layout,
  problem,
  first,
  count,
  rowWeights,
}: Block & { rowWeights: Float64Array }): number {
  const { floats } = memory
  let loss = 0
  for (let row = 0; row < count; row += 1) {
    const start = layout.scores + row * layout.columns
    const target = start + (problem.targets[first + row] ?? 0)
    const weight = rowWeights[first + row] ?? 1
    const targetScore = floats[target] ?? 0
    loss += weight * (softmaxInPlace(floats, start, layout.classes) - targetScore)
    floats[target] = (floats[target] ?? 0) - 1
    if (weight === 1) continue
    for (let at = start; at < start + layout.classes; at += 1) floats[at] = (floats[at] ?? 0) * weight
  }
  floats.fill(0, layout.scores + count * layout.columns, layout.scores + blockRows * layout.columns)
  return loss
}

/** gradient += featuresᵀ · residuals */
function addGradient(sum: { memory: MatrixMemory; layout: Layout; gradient: Float64Array }): void {
  const { memory, layout, gradient } = sum
  const { floats } = memory
  floats.fill(0, layout.gradient, layout.floatCount)
  memory.multiplyAdd({
    a: layout.features,
    rowStep: 1,
    innerStep: layout.width,
    b: layout.scores,
    c: layout.gradient,
    rows: layout.width,
    inner: blockRows,
    columns: layout.columns,
  })
  for (
    let from = layout.gradient, to = 0;
    to < gradient.length;
    from += layout.columns, to += layout.classes
  ) {
    for (let at = 0; at < layout.classes; at += 1)
      gradient[to + at] = (gradient[to + at] ?? 0) + (floats[from + at] ?? 0)
  }
}

/** Adds λ · W to the gradient of the weights, not of the bias; returns λ/2 · ‖W‖². */
function addPenalty(sum: {
  problem: LogisticProblem
  parameters: Float64Array
  gradient: Float64Array
}): number {
  const { parameters, gradient } = sum
  const { dimensions, classes, l2 } = sum.problem
  let squares = 0
  for (let at = 0; at < dimensions * classes; at += 1) {
    const weight = parameters[at] ?? 0
    gradient[at] = (gradient[at] ?? 0) + l2 * weight
    squares += weight * weight
  }
  return (l2 / 2) * squares
}
