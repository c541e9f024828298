import { expect, test } from 'vitest'
import { randomSource } from './random-source.ts'
import { selectionOptimism } from './selection-optimism.ts'

const mean = (rows: readonly number[]) => rows.reduce((sum, value) => sum + value, 0) / rows.length

test('one candidate was not chosen, and one that is right everywhere is not flattered', () => {
  expect(selectionOptimism({ candidates: [[1, 0, 1]], statistic: mean, seed: 1 })).toBe(0)
  const [best, rest] = [Array.from({ length: 60 }, () => 1), Array.from({ length: 60 }, () => 0)]
  expect(selectionOptimism({ candidates: [best, rest], statistic: mean, seed: 1 })).toBe(0)
})

test('of ten equals at 50 % on 60 rows the best is flattered by about 1.54 standard errors, 9.9 points', () => {
  const random = randomSource(5)
  const estimates = Array.from({ length: 20 }, (_, seed) => {
    const candidates = Array.from({ length: 10 }, () =>
      Array.from({ length: 60 }, () => (random.next() < 0.5 ? 1 : 0)),
    )
    return selectionOptimism({ candidates, statistic: mean, seed, draws: 300 })
  })
  // The mean of the largest of ten standard normals is 1.539; a standard error is √(.25/60) = .0645. The ten differ on the
  // rows at hand, so that the estimate is somewhat below.
  expect(mean(estimates)).toBeGreaterThan(0.05)
  expect(mean(estimates)).toBeLessThan(0.1)
})

test('needs a candidate and a row', () => {
  expect(() => selectionOptimism({ candidates: [], statistic: mean, seed: 1 })).toThrow(
    'number of candidates is 0. It must be an integer of at least 1.',
  )
})
