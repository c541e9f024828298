import { describe, expect, it } from 'vitest'
import { halfToNumber, numberToHalf } from './half-float.ts'

describe('half floats', () => {
  it('stand for the numbers of IEEE 754 binary16', () => {
    expect(halfToNumber(0x3c00)).toBe(1)
    expect(halfToNumber(0xc000)).toBe(-2)
    expect(halfToNumber(0x7bff)).toBe(65_504)
    expect(halfToNumber(0x0001)).toBe(2 ** -24)
    expect(halfToNumber(0x0400)).toBe(2 ** -14)
    expect(halfToNumber(0xfc00)).toBe(-Infinity)
    expect(halfToNumber(0x7e00)).toBeNaN()
  })

  it('come back from every number they stand for', () => {
    const all = Array.from({ length: 0x10000 }, (_, bits) => bits)
    const numbers = all.filter((bits) => !Number.isNaN(halfToNumber(bits)))
    expect(numbers).toHaveLength(0x10000 - 2 * 1023)
    expect(numbers.map((bits) => numberToHalf(halfToNumber(bits)))).toEqual(numbers)
  })

  it('round to the nearest, ties to even', () => {
    // Steps of 2⁻¹⁰ between 1 and 2.
    expect(numberToHalf(1 + 2 ** -11)).toBe(0x3c00)
    expect(numberToHalf(1 + 3 * 2 ** -11)).toBe(0x3c02)
    expect(numberToHalf(1 + 2 ** -11 + 2 ** -20)).toBe(0x3c01)
    // Half of the smallest: a tie with zero; a little more is not.
    expect(numberToHalf(2 ** -25)).toBe(0)
    expect(numberToHalf(2 ** -25 + 2 ** -40)).toBe(1)
    // A carry from the fraction runs into the exponent, and at the top into infinity.
    expect(numberToHalf(2 - 2 ** -12)).toBe(0x4000)
    expect(numberToHalf(65_519)).toBe(0x7bff)
    expect(numberToHalf(65_520)).toBe(0x7c00)
    expect(numberToHalf(-65_520)).toBe(0xfc00)
  })
})
