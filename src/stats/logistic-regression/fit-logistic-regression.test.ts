import { describe, expect, it } from 'vitest'
import fixture from '../../../test/fixtures/stats/stats.json' with { type: 'json' }
import { randomSource } from '../random-source.ts'
import { fitLogisticRegression } from './fit-logistic-regression.ts'
import { createMatrixMemory } from './matrix-multiply.ts'
import { predictProbabilities } from './predict-probabilities.ts'

const { rows, dimensions, classes, targets, fits, weighted } = fixture.logistic
const problem = {
  features: Float32Array.from(fixture.logistic.features),
  rows,
  dimensions,
  classes,
  targets,
  tolerance: 1e-7,
}

describe('against scikit-learn, λ = 1 / (C · rows)', () => {
  it.each(fits)(
    'finds its weights, bias and probabilities at C = $c',
    ({ c, weights, bias, probabilities }) => {
      const model = fitLogisticRegression({ ...problem, l2: 1 / (c * rows) })
      expect(largestGap(model.weights, weights.flat())).toBeLessThan(1e-4)
      expect(largestGap(model.bias, bias)).toBeLessThan(1e-4)
      const first = predictProbabilities(model, problem.features.subarray(0, 3 * dimensions))
      expect(largestGap(first, probabilities.flat())).toBeLessThan(1e-5)
    },
  )

  it('finds its weights where classes count differently, λ = 1 / (C · sum of row weights)', () => {
    const { classWeights } = weighted
    const total = targets.reduce((sum, target) => sum + (classWeights[target] ?? 0), 0)
    const model = fitLogisticRegression({ ...problem, l2: 1 / total, classWeights })
    expect(largestGap(model.weights, weighted.weights.flat())).toBeLessThan(1e-4)
  })
})

it('takes up where a model of the same shape left off', () => {
  const l2 = 0.01
  const cold = fitLogisticRegression({ ...problem, l2 })
  const warm = fitLogisticRegression({ ...problem, l2, warmStart: cold, tolerance: 1e-5 })
  expect(warm.iterations).toBeLessThanOrEqual(1)
  expect(warm.loss).toBeCloseTo(cold.loss, 6)
})

it('gives the same bits twice, and rows in more than one block', () => {
  const random = randomSource(1)
  const many = 600
  const features = Float32Array.from({ length: many * 9 }, () => random.next() - 0.5)
  const labels = Array.from({ length: many }, (_, row) => ((features[row * 9] ?? 0) > 0 ? 1 : 0))
  const fit = () =>
    fitLogisticRegression({ features, rows: many, dimensions: 9, classes: 2, targets: labels, l2: 1e-4 })
  const model = fit()
  expect(fit()).toEqual(model)
  const probabilities = predictProbabilities(model, features)
  const right = labels.filter((label, row) => (probabilities[2 * row + label] ?? 0) > 0.5).length
  expect(right / many).toBeGreaterThan(0.97)
})

it('multiplies with and without a transpose', () => {
  const memory = createMatrixMemory(200)
  // A is 4 × 3 holding 0 … 11; B is 3 × 8, row k all k + 1: row i of C is 1·3i + 2·(3i + 1) + 3·(3i + 2) = 18i + 8.
  for (let at = 0; at < 12; at += 1) memory.floats[at] = at
  for (let at = 0; at < 24; at += 1) memory.floats[16 + at] = Math.floor(at / 8) + 1
  const product = { a: 0, rowStep: 3, innerStep: 1, b: 16, c: 64, rows: 4, inner: 3, columns: 8 }
  memory.multiplyAdd(product)
  expect([0, 8, 16, 31].map((at) => memory.floats[64 + at])).toEqual([8, 26, 44, 62])
  // The same 12 numbers as the transpose of a 3 × 4: row i is 1·i + 2·(i + 4) + 3·(i + 8) = 6i + 32.
  memory.multiplyAdd({ ...product, rowStep: 1, innerStep: 4, c: 128 })
  expect([0, 8, 16, 31].map((at) => memory.floats[128 + at])).toEqual([32, 38, 44, 50])
})

describe('says what does not fit', () => {
  it.each([
    [{ features: new Float32Array(7) }, 'features holds 7 numbers. 60 rows of 5 need 300.'],
    [{ targets: targets.with(2, 4) }, 'The target of row 2 is 4. It must be a class, 0 to 3.'],
    [{ classWeights: [1] }, 'classWeights has 1 numbers. It must have one for each of 4 classes.'],
    [{ l2: -1 }, 'l2 is -1. It must be 0 or a positive number.'],
    [{ features: new Float32Array(300).fill(Number.NaN) }, 'A feature is not a finite number.'],
  ])('%# $0', (change, message) => {
    expect(() => fitLogisticRegression({ ...problem, l2: 1, ...change })).toThrow(message)
  })
})

function largestGap(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length)
  return Math.max(...expected.map((value, at) => Math.abs(value - (actual[at] ?? Number.NaN))))
}
