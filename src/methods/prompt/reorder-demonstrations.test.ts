import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reorderDemonstrations } from './reorder-demonstrations.ts'

function idsOf(shown: readonly { input: string }[]): string[] {
  return shown.map(({ input }) => JSON.stringify(input))
}

const demonstrations = fc
  .uniqueArray(fc.string(), { maxLength: 6 })
  .map((inputs) => inputs.map((input) => ({ input, output: 'x' })))

it('keeps every demonstration and never the order of two or more', () => {
  fc.assert(
    fc.property(demonstrations, fc.nat(), (given, seed) => {
      const reordered = reorderDemonstrations(given, seed)
      expect(new Set(reordered)).toEqual(new Set(given))
      expect(reordered).toHaveLength(given.length)
      expect(given.length > 1 && String(idsOf(reordered)) === String(idsOf(given))).toBe(false)
      expect(reorderDemonstrations(given, seed)).toEqual(reordered)
      expect(reorderDemonstrations(given, undefined)).toEqual(given)
    }),
  )
})

it('gives other orders for other seeds', () => {
  const four = ['a', 'b', 'c', 'd'].map((input) => ({ input, output: 'x' }))
  const orders = Array.from({ length: 20 }, (_, seed) =>
    reorderDemonstrations(four, seed)
      .map(({ input }) => input)
      .join(''),
  )
  expect(new Set(orders).size).toBeGreaterThan(5)
})
