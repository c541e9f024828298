import { expect, it } from 'vitest'
import { fitLogisticRegression } from './fit-logistic-regression.ts'
import { fitOneVsRest, predictOneVsRest } from './fit-one-vs-rest.ts'
import { predictProbabilities } from './predict-probabilities.ts'

const dense = Float32Array.from([1, 0, 0.5, 0.2, -1, 0.3, -0.5, 1, 0.1, -0.7, 0.9, 0.9])
const noSparse = (count: number) => ({
  starts: new Int32Array(count + 1),
  columns: new Int32Array(0),
  values: new Float32Array(0),
  dimensions: 0,
})
const rows = { dense, dimensions: 2, sparse: noSparse(6) }

it('is the two-class regression, label by label: half its λ, since one of its two weight vectors is left out', () => {
  const first = [1, 1, 0, 0, 0, 1]
  const second = [0, 1, 0, 1, 1, 0]
  const targets = Uint8Array.from(first.flatMap((target, row) => [target, second[row] ?? 0]))
  const model = fitOneVsRest({ rows, targets, labels: 2, l2: 0.05 })
  const probabilities = predictOneVsRest(model, rows)
  for (const [label, single] of [first, second].entries()) {
    const two = fitLogisticRegression({
      features: dense,
      rows: 6,
      dimensions: 2,
      targets: single,
      classes: 2,
      l2: 0.1,
    })
    const wanted = predictProbabilities(two, dense)
    for (let row = 0; row < 6; row += 1)
      expect(probabilities[row * 2 + label]).toBeCloseTo(wanted[row * 2 + 1] ?? 0, 3)
  }
})

it('counts a sparse feature like a dense one of the same values', () => {
  const targets = Uint8Array.from([1, 1, 0, 0, 0, 1])
  const sparse = {
    starts: Int32Array.from([0, 1, 2, 3, 4, 5, 6]),
    columns: new Int32Array(6),
    values: Float32Array.from([0, 0.2, 0.3, 1, -0.7, 0.9]),
    dimensions: 1,
  }
  const firstOnly = { dense: Float32Array.from([1, 0.5, -1, -0.5, 0.1, 0.9]), dimensions: 1, sparse }
  const mixed = predictOneVsRest(fitOneVsRest({ rows: firstOnly, targets, labels: 1, l2: 0.05 }), firstOnly)
  const plain = predictOneVsRest(fitOneVsRest({ rows, targets, labels: 1, l2: 0.05 }), rows)
  for (const [row, probability] of mixed.entries()) expect(probability).toBeCloseTo(plain[row] ?? 0, 4)
})

it('goes where the prior points when the penalty is strong', () => {
  const targets = Uint8Array.from([1, 1, 0, 0, 0, 1])
  const prior = Float32Array.from([-3, 2])
  const { parameters } = fitOneVsRest({ rows, targets, labels: 1, l2: 1e4, prior })
  expect(parameters[0]).toBeCloseTo(-3, 3)
  expect(parameters[1]).toBeCloseTo(2, 3)
})

it('says which shape does not fit', () => {
  expect(() => fitOneVsRest({ rows, targets: new Uint8Array(5), labels: 1, l2: 1 })).toThrow(
    'targets holds 5 numbers. It must hold 6.',
  )
})
