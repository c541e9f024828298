import { expect, it } from 'vitest'
import { randomSource } from './random-source.ts'
import { shuffle } from './shuffle.ts'
import { stratifiedOrder, stratifiedSample } from './stratified-sample.ts'

const items = Array.from({ length: 100 }, (_, id) => ({ id, label: id < 60 ? 'a' : id < 90 ? 'b' : 'c' }))
const stratumOf = (item: { label: string }) => item.label

it('gives one stream a seed, the same on every machine', () => {
  const [one, same, other] = [randomSource(1), randomSource(1), randomSource(2)]
  const drawn = Array.from({ length: 5 }, () => one.below(1000))
  expect(Array.from({ length: 5 }, () => same.below(1000))).toEqual(drawn)
  expect(Array.from({ length: 5 }, () => other.below(1000))).not.toEqual(drawn)
  expect(() => randomSource(-1)).toThrow('seed is -1. It must be an integer of at least 0.')
})

it('is even over [0, 1), also in the first number of neighbouring seeds', () => {
  const firsts = Array.from({ length: 2000 }, (_, seed) => randomSource(seed).next())
  expect(firsts.reduce((sum, value) => sum + value, 0) / 2000).toBeCloseTo(0.5, 1)
  expect(firsts.filter((value) => value < 0.1).length / 2000).toBeCloseTo(0.1, 1)
})

it('shuffles all items and leaves the original alone', () => {
  const original = [1, 2, 3, 4, 5]
  expect(shuffle(original, randomSource(3)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5])
  expect(original).toEqual([1, 2, 3, 4, 5])
})

it('keeps the share of each stratum: 60, 30 and 10 of a hundred', () => {
  const sample = stratifiedSample(items, { size: 20, stratumOf, random: randomSource(1) })
  const count = (label: string) => sample.filter((item) => item.label === label).length
  expect([count('a'), count('b'), count('c')]).toEqual([12, 6, 2])
  expect(sample.map(({ id }) => id)).toEqual(sample.map(({ id }) => id).toSorted((a, b) => a - b))
})

it('lays smaller samples inside larger ones of the same seed', () => {
  const draw = (size: number) => stratifiedSample(items, { size, stratumOf, random: randomSource(9) })
  const large = new Set(draw(47).map(({ id }) => id))
  expect(draw(13).every(({ id }) => large.has(id))).toBe(true)
  expect(draw(500)).toHaveLength(100)
  expect(stratifiedOrder(items, { stratumOf, random: randomSource(9) })).toHaveLength(100)
})
