import { DataError } from '../../errors.ts'
import { assertInteger } from '../assert-count.ts'
import { assertTargets } from './assert-targets.ts'
import type { FittedLogisticModel, LogisticProblem } from './logistic-model.ts'
import { minimise } from './minimise.ts'
import { softmaxObjective } from './softmax-objective.ts'
import { softmaxPreconditioner } from './softmax-preconditioner.ts'

/**
 * Multinomial logistic regression with an L2 penalty, by L-BFGS: minimises
 * (Σ weightᵢ · −log pᵢ(target)) / Σ weightᵢ + λ/2 · ‖W‖², the bias not penalised. Products run in single precision.
 * Deterministic.
 *
 * @throws DataError when shapes do not fit, a target is no class, or a feature is not finite.
 */
export function fitLogisticRegression(problem: LogisticProblem): FittedLogisticModel {
  assertProblem(problem)
  const { dimensions, classes, maxIterations = 200, tolerance = 1e-4 } = problem
  const minimum = minimise({
    start: parametersOf(problem),
    evaluate: softmaxObjective(problem),
    // With few rows an iteration costs less than inverting the preconditioner.
    ...(problem.rows > 4 * dimensions && { precondition: softmaxPreconditioner(problem) }),
    tolerance,
    maxIterations,
  })
  if (!Number.isFinite(minimum.value)) throw new DataError('A feature is not a finite number.')
  const { point, value: loss, iterations, converged } = minimum
  const weights = new Float32Array(classes * dimensions)
  for (let at = 0; at < weights.length; at += 1) {
    weights[at] = point[(at % dimensions) * classes + Math.floor(at / dimensions)] ?? 0
  }
  const bias = Float32Array.from(point.subarray(dimensions * classes))
  return { classes, dimensions, weights, bias, iterations, loss, converged }
}

/** Parameters as the objective wants them: (dimensions + 1) × classes, the bias last. */
function parametersOf({ dimensions, classes, warmStart }: LogisticProblem): Float64Array {
  const parameters = new Float64Array((dimensions + 1) * classes)
  if (warmStart === undefined) return parameters
  if (warmStart.dimensions !== dimensions || warmStart.classes !== classes) {
    throw new DataError(
      `warmStart has ${warmStart.classes} × ${warmStart.dimensions} weights. It must have ${classes} × ${dimensions}.`,
    )
  }
  for (const [at, weight] of warmStart.weights.entries()) {
    parameters[(at % dimensions) * classes + Math.floor(at / dimensions)] = weight
  }
  parameters.set(warmStart.bias, dimensions * classes)
  return parameters
}

function assertProblem({
  features,
  rows,
  dimensions,
  targets,
  classes,
  l2,
  classWeights,
}: LogisticProblem): void {
  assertInteger('rows', rows, 1)
  assertInteger('dimensions', dimensions, 1)
  assertInteger('classes', classes, 2)
  if (features.length !== rows * dimensions) {
    throw new DataError(
      `features holds ${features.length} numbers. ${rows} rows of ${dimensions} need ${rows * dimensions}.`,
    )
  }
  if (!(l2 >= 0 && l2 < Infinity)) throw new DataError(`l2 is ${l2}. It must be 0 or a positive number.`)
  if (classWeights !== undefined && classWeights.length !== classes) {
    throw new DataError(
      `classWeights has ${classWeights.length} numbers. It must have one for each of ${classes} classes.`,
    )
  }
  assertTargets(targets, rows, classes)
}
