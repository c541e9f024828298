import { expect, test } from 'vitest'
import { drawCanaries } from './draw-canaries.ts'

test('a canary’s answer holds a code, and 63 others of the same form stand beside it', () => {
  const canaries = drawCanaries(3, 1)
  const form = /^The code is \d{4}-\d{4}\.$/u
  for (const { input, answer, code, others } of canaries) {
    expect(input).toMatch(/^Canary row [A-Z]{4}\. It is made up, /u)
    expect(answer).toBe(`The code is ${code}.`)
    expect([answer, ...others].every((one) => form.test(one))).toBe(true)
    expect(others).toHaveLength(63)
  }
  // No code is drawn twice: none of those compared with was trained on for another canary.
  expect(new Set(canaries.flatMap(({ answer, others }) => [answer, ...others])).size).toBe(3 * 64)
  expect(new Set(canaries.map(({ input }) => input)).size).toBe(3)
})

test('the same seed gives the same rows, another seed others, and more rows are more of the same', () => {
  expect(drawCanaries(3, 1)).toEqual(drawCanaries(3, 1))
  expect(drawCanaries(3, 1).slice(0, 2)).toEqual(drawCanaries(2, 1))
  expect(drawCanaries(1, 2)).not.toEqual(drawCanaries(1, 1))
  expect(drawCanaries(0, 1)).toEqual([])
})
