import { expect, test } from 'vitest'
import { confidentDisagreements } from './confident-disagreement.ts'
import { crossFitFold } from './cross-fit.ts'
import { kMeans } from './k-means.ts'
import { stratifiedFolds } from './stratified-folds.ts'
import { weightedSlope } from './weighted-slope.ts'

test('rows given another class, by margin; confident where that class reaches its mean self-confidence', () => {
  // Thresholds: class 0: (.9 + .8 + .1)/3 = .6, class 1: (.7 + .3)/2 = .5.
  const probabilities = Float32Array.of(0.9, 0.1, 0.8, 0.2, 0.1, 0.9, 0.3, 0.7, 0.55, 0.45)
  const found = confidentDisagreements({ probabilities, targets: [0, 0, 0, 1, 1], classes: 2 })
  expect(found).toMatchObject([
    { row: 2, suggested: 1, isConfident: true },
    { row: 4, suggested: 0, isConfident: false },
  ])
  expect(found[0]?.margin).toBeCloseTo(0.8, 6)
})

test('folds hold as many rows, and as many of each class, to within one', () => {
  const targets = Int32Array.from({ length: 103 }, (_, row) => (row < 13 ? 1 : 0))
  const foldOf = stratifiedFolds(targets, { folds: 5, seed: 1 })
  for (let fold = 0; fold < 5; fold += 1) {
    const rows = [...foldOf.keys()].filter((row) => foldOf[row] === fold)
    expect(rows.length).toBeGreaterThanOrEqual(20)
    expect(rows.length).toBeLessThanOrEqual(22)
    expect(rows.filter((row) => targets[row] === 1).length).toBeGreaterThanOrEqual(2)
  }
})

test('a fold is asked of a fit that did not see it: labels at random are not remembered', () => {
  const features = Float32Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? Math.floor(at / 2) : 1))
  const targets = Int32Array.from({ length: 20 }, (_, row) => (row < 10 ? 0 : 1))
  const problem = { features, rows: 20, dimensions: 2, targets, classes: 2, l2: 1e-3 }
  const { rows, probabilities } = crossFitFold(
    problem,
    Int32Array.from({ length: 20 }, (_, row) => row % 4),
    1,
  )
  expect([...rows]).toEqual([1, 5, 9, 13, 17])
  expect(probabilities[0]).toBeGreaterThan(0.9)
  expect(probabilities[9]).toBeGreaterThan(0.9)
})

test('k-means finds three directions', () => {
  const at = [0, 0.1, 0.05, 2, 2.1, 4, 4.1, 4.05]
  const vectors = Float32Array.from(at.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]))
  const { clusterOf, centres } = kMeans({ vectors, dimensions: 2 }, 3)
  const [a, b, c] = [clusterOf[0], clusterOf[3], clusterOf[5]]
  expect([...clusterOf]).toEqual([a, a, a, b, b, c, c, c])
  expect(new Set([a, b, c]).size).toBe(3)
  expect(centres.map((row) => clusterOf[row])).toEqual([0, 1, 2])
})

// test/fixtures/stats/make-change.py; the points scatter less than their variances allow, so nothing is widened.
test('a weighted slope has its interval', () => {
  const values = [0.9, 0.88, 0.87, 0.82]
  const variances = [0.0004, 0.0009, 0.0009, 0.0016]
  const points = [0, 1, 2, 4].map((x, at) => ({ x, value: values[at] ?? 0, variance: variances[at] ?? 1 }))
  const { value, low, high } = weightedSlope(points)
  expect(value).toBeCloseTo(-0.018901098901, 9)
  expect(high - value).toBeCloseTo(0.020443017112, 9)
  expect(value - low).toBeCloseTo(0.020443017112, 9)
  expect(() => weightedSlope(points.slice(0, 2))).toThrow('A slope needs three points')
})
