import type { FitContext, TrainingSplit } from '../../contracts/method.ts'
import { fitLogisticRegression } from '../../stats/logistic-regression/fit-logistic-regression.ts'
import type { LogisticModel, LogisticProblem } from '../../stats/logistic-regression/logistic-model.ts'
import { predictProbabilities } from '../../stats/logistic-regression/predict-probabilities.ts'
import { embedRows } from '../embed-rows.ts'
import { targetsOf } from '../targets-of.ts'

/** Strengths tried, strongest first so that each start from the last solution is a good one. */
export const l2Grid: readonly number[] = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6]

const unseenLabelLoss = Math.log(1e6)

/** Fits the grid on train and keeps the strength with the lowest mean log loss on validation. */
export async function selectL2(options: {
  problem: Omit<LogisticProblem, 'l2'>
  labels: string[]
  split: TrainingSplit
  context: FitContext
}): Promise<{ l2: number; model: LogisticModel }> {
  const { problem, labels, split, context } = options
  const { vectors, dimensions } = await embedRows(split.validation, context, 'head: embedding validation')
  const targets = targetsOf(split.validation, labels)
  let best: { l2: number; model: LogisticModel; loss: number } | undefined
  let warmStart: LogisticModel | undefined
  for (const [index, l2] of l2Grid.entries()) {
    context.signal.throwIfAborted()
    const model = fitLogisticRegression({ ...problem, l2, ...(warmStart === undefined ? {} : { warmStart }) })
    const loss = meanLogLoss({ model, vectors, dimensions, targets })
    if (best === undefined || loss < best.loss) best = { l2, model, loss }
    warmStart = model
    context.progress({ label: 'head: choosing L2', done: index + 1, total: l2Grid.length, unit: 'fits' })
  }
  if (best === undefined) throw new RangeError('the L2 grid is empty')
  return best
}

function meanLogLoss(options: {
  model: LogisticModel
  vectors: Float32Array
  dimensions: number
  targets: Int32Array
}): number {
  const { model, vectors, dimensions, targets } = options
  if (targets.length === 0) return 0
  let sum = 0
  for (const [row, target] of targets.entries()) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions)
    const probability = predictProbabilities(model, vector)[target] ?? 0
    sum += target < 0 ? unseenLabelLoss : -Math.log(Math.max(probability, 1e-6))
  }
  return sum / targets.length
}
