import { expect, test } from 'vitest'
import { rowsToShowMean } from './rows-to-show-mean.ts'

test('as many rows as the normal formula says: ((1.6449 + .8416) · .2 / .05)² = 98.9', () => {
  expect(rowsToShowMean({ deviation: 0.2, distance: 0.05 })).toBe(99)
  expect(rowsToShowMean({ deviation: 0.2, distance: 0.05, alpha: 0.025 })).toBe(126)
})

test('nothing shows what is not so', () => {
  expect(rowsToShowMean({ deviation: 0.2, distance: 0 })).toBeNull()
  expect(rowsToShowMean({ deviation: 0.2, distance: -0.1 })).toBeNull()
})
