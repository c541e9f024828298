import { describe, expect, test } from 'vitest'
import { asFlag, parseAmount, parseShare } from './parse-answer.ts'

describe('typed answers', () => {
  test.each([
    ['0.9', { value: 0.9 }],
    ['90 %', { value: 0.9 }],
    ['90', { problem: 'It must lie between 0 and 1. Write 0.9 for 90 %.' }],
    ['1', { problem: 'It must lie between 0 and 1. Write 0.01 for 1 %.' }],
    ['100%', { problem: 'It must lie between 0 and 1.' }],
    ['much', { problem: 'It must lie between 0 and 1.' }],
  ])('a share: %s', (typed, expected) => expect(parseShare(typed)).toEqual(expected))

  test.each([
    ['40,000', { value: 40_000 }],
    ['0.002', { value: 0.002 }],
    ['1,5', { problem: 'It must be a number above 0.' }],
    ['0', { problem: 'It must be a number above 0.' }],
    ['', { problem: 'It must be a number above 0.' }],
    ['1e999', { problem: 'It must be a number above 0.' }],
  ])('an amount: %s', (typed, expected) => expect(parseAmount(typed)).toEqual(expected))

  test('as a flag, what is wrong is thrown', () => {
    expect(asFlag(parseAmount)('7')).toBe(7)
    expect(() => asFlag(parseAmount)('-1')).toThrow('It must be a number above 0.')
  })
})
