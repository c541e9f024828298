import { expect, it } from 'vitest'
import { DataError } from '../errors.ts'
import { erlangUpperTail } from './erlang-upper-tail.ts'

it.each([
  // e^-ln 64 = 1/64; e^-2 (1 + 2); e^-3 (1 + 3 + 4.5); nothing is below 0.
  { shape: 1, x: Math.log(64), value: 1 / 64 },
  { shape: 2, x: 2, value: 0.1353352832 * 3 },
  { shape: 3, x: 3, value: 0.0497870684 * 8.5 },
  { shape: 4, x: 0, value: 1 },
])('P(sum of $shape exponentials ≥ $x) is $value', ({ value, ...at }) => {
  expect(erlangUpperTail(at)).toBeCloseTo(value, 9)
})

it('refuses a sum of none', () => {
  expect(() => erlangUpperTail({ shape: 0, x: 1 })).toThrow(DataError)
})
