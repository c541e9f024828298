import { DataError } from '../../errors.ts'
import type { LogisticModel } from './logistic-model.ts'
import { softmaxInPlace } from './softmax.ts'

/**
 * Class probabilities of rows × dimensions features.
 *
 * @returns rows × classes numbers, row-major; each row sums to 1.
 * @throws DataError when the features are not whole rows.
 */
export function predictProbabilities(model: LogisticModel, features: Float32Array): Float32Array {
  const { dimensions, classes } = model
  const rows = features.length / dimensions
  if (!Number.isInteger(rows)) {
    throw new DataError(`features holds ${features.length} numbers. It must be whole rows of ${dimensions}.`)
  }
  const probabilities = new Float32Array(rows * classes)
  for (let row = 0; row < rows; row += 1) {
    const vector = features.subarray(row * dimensions, (row + 1) * dimensions)
    for (let label = 0; label < classes; label += 1) {
      probabilities[row * classes + label] = scoreOf(model, label, vector)
    }
    softmaxInPlace(probabilities, row * classes, classes)
  }
  return probabilities
}

function scoreOf({ weights, bias, dimensions }: LogisticModel, label: number, vector: Float32Array): number {
  const start = label * dimensions
  let sum = bias[label] ?? 0
  for (let at = 0; at < dimensions; at += 1) sum += (weights[start + at] ?? 0) * (vector[at] ?? 0)
  return sum
}
