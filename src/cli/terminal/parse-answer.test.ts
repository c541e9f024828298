import { describe, expect, test } from 'vitest'
import { asFlag, parseAmount, parseFigure, parseShare } from './parse-answer.ts'

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

  test.each([
    ['0', { value: 0 }],
    ['1,200.5', { value: 1200.5 }],
    ['100 to 500', { value: [100, 500] }],
    ['100-500', { value: [100, 500] }],
    ['[1,000, 2,000]', { value: [1000, 2000] }],
    ['1e-5', { value: 1e-5 }],
    ['-0.1 to 0.2', { value: [-0.1, 0.2] }],
    ['7 to 7', { value: 7 }],
    ['5 to 2', { problem: 'The low end, 5, is above the high end, 2.' }],
    ['', { problem: 'It must be a number, or a range such as 100 to 500.' }],
    ['1 to 2 to 3', { problem: 'It must be a number, or a range such as 100 to 500.' }],
  ])('a figure: %s', (typed, expected) => expect(parseFigure(typed)).toEqual(expected))

  test('as a flag, what is wrong is thrown', () => {
    expect(asFlag(parseAmount)('7')).toBe(7)
    expect(() => asFlag(parseAmount)('-1')).toThrow('It must be a number above 0.')
  })
})
