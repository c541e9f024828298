import { expect, test } from 'vitest'
import { exposureBits } from './exposure-bits.ts'

const others = Array.from({ length: 63 }, (_, index) => -10 - index)

test.each([
  // Rank 1 of 64, 2, 8 (ties before it), and the last.
  [-1, 6],
  [-10.5, 5],
  [-16, 3],
  [-100, 0],
])('a log-probability of %d among -10, -11 … -72 is exposed by %d bits', (own, bits) => {
  expect(exposureBits(own, others)).toBe(bits)
})
