import { expect, it } from 'vitest'
import { fitSparseLogisticRegression, predictSparseProbabilities } from './fit-sparse-logistic-regression.ts'
import { fitLogisticRegression } from './fit-logistic-regression.ts'
import { predictProbabilities } from './predict-probabilities.ts'
import { randomSource } from '../random-source.ts'

/** Rows of three entries among 30 columns; the class is what most of a row's columns belong to. */
function sparseData(count: number, seed: number) {
  const random = randomSource(seed)
  const targets = Array.from({ length: count }, () => random.below(3))
  const columns = Int32Array.from(
    targets.flatMap((target) =>
      Array.from(
        { length: 3 },
        (_, at) => 10 * (random.next() < 0.8 ? target : random.below(3)) + 3 * at + random.below(3),
      ),
    ),
  )
  const starts = Int32Array.from({ length: count + 1 }, (_, row) => 3 * row)
  return {
    targets,
    rows: { starts, columns, values: new Float32Array(3 * count).fill(0.577), dimensions: 30 },
  }
}

const train = sparseData(600, 1)
const test = sparseData(300, 2)

it('classifies as well as the exact dense fit on the same rows', () => {
  const model = fitSparseLogisticRegression({ ...train, classes: 3, seed: 1 })
  const sparse = accuracy(predictSparseProbabilities(model, test.rows), test.targets)
  const dense = fitLogisticRegression({
    features: densify(train.rows),
    rows: 600,
    dimensions: 30,
    targets: train.targets,
    classes: 3,
    l2: 1e-3,
  })
  const exact = accuracy(predictProbabilities(dense, densify(test.rows)), test.targets)
  expect(exact).toBeGreaterThan(0.85)
  expect(sparse).toBeGreaterThan(exact - 0.02)
})

it('is the same for the same seed', () => {
  const fit = (seed: number) => fitSparseLogisticRegression({ ...train, classes: 3, seed, epochs: 2 })
  expect(fit(7)).toEqual(fit(7))
  expect(fit(7).weights).not.toEqual(fit(8).weights)
})

it('says which column is outside', () => {
  expect(() =>
    fitSparseLogisticRegression({ ...train, rows: { ...train.rows, dimensions: 5 }, classes: 3, seed: 1 }),
  ).toThrow(/rows has a column \d+\. Columns go from 0 to 4\./)
})

function densify(rows: typeof train.rows): Float32Array {
  const dense = new Float32Array((rows.starts.length - 1) * rows.dimensions)
  for (const [entry, column] of rows.columns.entries()) {
    const at = Math.floor(entry / 3) * rows.dimensions + column
    dense[at] = (dense[at] ?? 0) + (rows.values[entry] ?? 0)
  }
  return dense
}

function accuracy(probabilities: Float32Array, targets: readonly number[]): number {
  const right = targets.filter((target, row) => {
    const mine = probabilities.subarray(3 * row, 3 * row + 3)
    return mine.indexOf(Math.max(...mine)) === target
  })
  return right.length / targets.length
}
