import { expect, test } from 'vitest'
import { tokenWords } from './token-words.ts'

test('tokens that were cached or thought are told apart where there were any', () => {
  expect(tokenWords({ input: 1200.4, output: 20 })).toBe('1,200 in, 20 out')
  expect(tokenWords({ input: 1200, cached: 1000, output: 20, reasoning: 40 })).toBe(
    '1,200 (1,000 cached) in, 20 out, 40 reasoning',
  )
})
