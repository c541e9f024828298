import { expect, test } from 'vitest'
import { judgeCanaries } from './judge-canaries.ts'

const judged = (exposures: readonly number[], recited = 0) =>
  judgeCanaries({
    count: exposures.length,
    others: 63,
    exposureBits: {
      mean: exposures.reduce((sum, one) => sum + one, 0) / exposures.length,
      max: Math.max(...exposures),
    },
    recited,
  })

test('the likeliest of 64 codes tells, alone (1/64) and three times over', () => {
  expect(judged([6])).toEqual({
    isTelling: true,
    says: 'canary rows: 0 of 1 made-up codes recited, exposure 6.0 bits on average and 6.0 bits at most (chance gives about 1.4 bits, the likeliest code has 6.0 bits): single rows are learnt by heart',
  })
  expect(judged([6, 6, 6]).isTelling).toBe(true)
})

test('one of three that stands out is not more than chance: with 1 bit beside it, e^-x (1 + x + x²/2) = .085 at x = 8 ln 2', () => {
  expect(judged([6, 1, 1])).toMatchObject({
    isTelling: false,
    says: expect.stringMatching(/: not clearly more than chance$/u) as string,
  })
  // x = 12 ln 2 = 8.318: .00024 × (1 + 8.318 + 34.59) = .0107.
  expect(judged([6, 3, 3]).isTelling).toBe(true)
})

test('a recited code is enough: nobody guesses eight digits', () => {
  expect(judged([6, 1, 1], 1)).toMatchObject({
    isTelling: true,
    says: expect.stringContaining('1 of 3 made-up codes recited') as string,
  })
})

test('exposures that chance gives say that nothing was seen', () => {
  expect(judged([0, 1, 2])).toMatchObject({
    isTelling: false,
    says: expect.stringMatching(/: no sign that single rows are learnt by heart$/u) as string,
  })
})
