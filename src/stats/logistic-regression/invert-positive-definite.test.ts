import { expect, it } from 'vitest'
import { invertPositiveDefinite } from './invert-positive-definite.ts'

it('inverts [[4, 2], [2, 3]] to [[3, −2], [−2, 4]] / 8, up to its ridge', () => {
  const inverse = invertPositiveDefinite(Float64Array.of(4, 2, 2, 3), 2)
  for (const [at, value] of [3 / 8, -2 / 8, -2 / 8, 4 / 8].entries())
    expect(inverse[at]).toBeCloseTo(value, 5)
})

it('stays finite where a matrix has no inverse', () => {
  expect(invertPositiveDefinite(Float64Array.of(1, 1, 1, 1), 2).every(Number.isFinite)).toBe(true)
})
