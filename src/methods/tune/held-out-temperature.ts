import type { Example } from '../../contracts/example.ts'
import type { FitContext, TrainingSplit } from '../../contracts/method.ts'
import { crossFitFold } from '../../stats/cross-fit.ts'
import { fitTemperature } from '../../stats/fit-temperature.ts'
import type { LogisticModel, LogisticProblem } from '../../stats/logistic-regression/logistic-model.ts'
import { predictProbabilities } from '../../stats/logistic-regression/predict-probabilities.ts'
import { stratifiedFolds } from '../../stats/stratified-folds.ts'
import { embedRows } from '../embed-rows.ts'
import { targetsOf } from '../targets-of.ts'

/** Fewer validation rows say too little of how sure a model should be: train is cross-fitted then. */
const enoughValidation = 100
const folds = 5

/**
 * The temperature of a head (decision.md §7), on rows its weights have not seen: calibration rows where there are any, else
 * validation rows where there are 100, else every train row under a fit without its fold.
 */
export async function heldOutTemperature(options: {
  model: LogisticModel
  problem: LogisticProblem & { targets: Int32Array }
  labels: string[]
  split: TrainingSplit
  context: FitContext
}): Promise<number> {
  const { model, problem, labels, split, context } = options
  const rows = heldOutRows(split)
  if (rows === undefined) return crossFittedTemperature(problem, context)
  const { vectors } = await embedRows(rows, context, 'head: embedding calibration')
  return fitTemperature({
    probabilities: predictProbabilities(model, vectors),
    classes: model.classes,
    targets: targetsOf(rows, labels),
  })
}

/** The same answers, as sure as the temperature says: scores divided by it. */
export function tempered(model: LogisticModel, temperature: number): LogisticModel {
  const { classes, dimensions, weights, bias } = model
  const cooled = (values: Float32Array) => values.map((value) => value / temperature)
  return { classes, dimensions, weights: cooled(weights), bias: cooled(bias) }
}

function heldOutRows({ validation, calibration = [] }: TrainingSplit): Example[] | undefined {
  if (calibration.length > 0) return calibration
  return validation.length >= enoughValidation ? validation : undefined
}

function crossFittedTemperature(
  problem: LogisticProblem & { targets: Int32Array },
  { seed, signal }: FitContext,
): number {
  const { rows, classes, targets } = problem
  const foldOf = stratifiedFolds(targets, { folds, seed })
  const probabilities = new Float32Array(rows * classes)
  for (let fold = 0; fold < Math.min(folds, rows); fold += 1) {
    signal.throwIfAborted()
    const held = crossFitFold(problem, foldOf, fold)
    for (const [place, row] of held.rows.entries())
      probabilities.set(held.probabilities.subarray(place * classes, (place + 1) * classes), row * classes)
  }
  return fitTemperature({ probabilities, classes, targets: seenTargets(targets, foldOf) })
}

/** A label whose rows are all in one fold was never seen by the fit that was asked about it: it calibrates nothing. */
function seenTargets(targets: Int32Array, foldOf: Int32Array): Int32Array {
  const foldsWith = new Map<number, Set<number>>()
  for (const [row, target] of targets.entries()) {
    const found = foldsWith.get(target) ?? new Set()
    foldsWith.set(target, found.add(foldOf[row] ?? 0))
  }
  return targets.map((target) => ((foldsWith.get(target)?.size ?? 0) > 1 ? target : -1))
}
