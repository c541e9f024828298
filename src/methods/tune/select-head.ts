import type { FitContext, TrainingSplit } from '../../contracts/method.ts'
import { macroF1 } from '../../scorers/macro-f1.ts'
import { fitLogisticRegression } from '../../stats/logistic-regression/fit-logistic-regression.ts'
import type { LogisticModel, LogisticProblem } from '../../stats/logistic-regression/logistic-model.ts'
import { predictProbabilities } from '../../stats/logistic-regression/predict-probabilities.ts'
import { embedRows } from '../embed-rows.ts'
import { targetsOf } from '../targets-of.ts'
import { classWeightsOf, type ClassWeights, type HeadSpec } from './head-spec.ts'

/** Strengths tried, strongest first so that each start from the last solution is a good one. */
export const l2Grid: readonly number[] = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6]

const unseenLabelLoss = Math.log(1e6)

/** A head that validation rows chose. */
export interface SelectedHead {
  l2: number
  classWeights: ClassWeights
  model: LogisticModel
}

interface Selection {
  problem: Omit<LogisticProblem, 'l2'> & { targets: Int32Array }
  labels: string[]
  spec: HeadSpec
  split: TrainingSplit
  context: FitContext
}

/**
 * Fits the grid on train and keeps the strength with the lowest mean log loss on validation; where class weights are open too,
 * those with the better macro F1, `none` of equals.
 */
export async function selectHead(selection: Selection): Promise<SelectedHead> {
  const { labels, split, context } = selection
  const { vectors, dimensions } = await embedRows(split.validation, context, 'head: embedding validation')
  const held = { vectors, dimensions, targets: targetsOf(split.validation, labels) }
  const choices = choicesOf(selection)
  let best: (SelectedHead & { f1: number }) | undefined
  for (const classWeights of choices) {
    const { l2, model } = bestStrength(selection, classWeights, held)
    const f1 = choices.length > 1 ? validationF1(selection, model, held) : 0
    if (best === undefined || f1 > best.f1) best = { l2, model, classWeights, f1 }
  }
  if (best === undefined) throw new RangeError('no class weights to try')
  return { l2: best.l2, model: best.model, classWeights: best.classWeights }
}

function choicesOf({ spec, context, split }: Selection): readonly ClassWeights[] {
  if (spec.classWeights !== 'validation') return [spec.classWeights]
  const isOpen = context.task.success.quality.metric === 'macroF1' && split.validation.length > 0
  return isOpen ? ['none', 'balanced'] : ['none']
}

interface HeldOut {
  vectors: Float32Array
  dimensions: number
  targets: Int32Array
}

function bestStrength(
  { problem, spec, context }: Selection,
  classWeights: ClassWeights,
  held: HeldOut,
): { l2: number; model: LogisticModel } {
  const grid = spec.l2 === 'validation' ? l2Grid : [spec.l2]
  const weights = classWeightsOf(classWeights, problem)
  let best: { l2: number; model: LogisticModel; loss: number } | undefined
  let warmStart: LogisticModel | undefined
  for (const [index, l2] of grid.entries()) {
    context.signal.throwIfAborted()
    const from = warmStart === undefined ? {} : { warmStart }
    const model = fitLogisticRegression({ ...problem, ...weights, l2, ...from })
    const loss = meanLogLoss(model, held)
    if (best === undefined || loss < best.loss) best = { l2, model, loss }
    warmStart = model
    context.progress({ label: 'head: choosing L2', done: index + 1, total: grid.length, unit: 'fits' })
  }
  if (best === undefined) throw new RangeError('the L2 grid is empty')
  return best
}

function meanLogLoss(model: LogisticModel, { vectors, dimensions, targets }: HeldOut): number {
  if (targets.length === 0) return 0
  let sum = 0
  for (const [row, target] of targets.entries()) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions)
    const probability = predictProbabilities(model, vector)[target] ?? 0
    sum += target < 0 ? unseenLabelLoss : -Math.log(Math.max(probability, 1e-6))
  }
  return sum / targets.length
}

function validationF1({ labels, split }: Selection, model: LogisticModel, { vectors }: HeldOut): number {
  const probabilities = predictProbabilities(model, vectors)
  const { classes } = model
  return macroF1(
    split.validation.map(({ expected }, row) => {
      const own = probabilities.subarray(row * classes, (row + 1) * classes)
      return { expected, output: labels[own.indexOf(Math.max(...own))] ?? '' }
    }),
  )
}
