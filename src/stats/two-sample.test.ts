import { describe, expect, test } from 'vitest'
import { areaInterval, areaUnderCurve } from './area-under-curve.ts'
import { mixTest } from './mix-test.ts'
import { mmdTest } from './mmd-test.ts'
import { randomSource, type RandomSource } from './random-source.ts'
import { twoSampleAuc } from './two-sample-auc.ts'

const dimensions = 8

/** Points around the origin; with `shift`, a share of them around another place. */
function points(count: number, random: RandomSource, { share = 0, shift = 0 } = {}): Float32Array {
  const vectors = new Float32Array(count * dimensions)
  for (let row = 0; row < count; row += 1) {
    const centre = row < Math.round(share * count) ? shift : 0
    for (let at = 0; at < dimensions; at += 1) {
      vectors[row * dimensions + at] = centre + random.next() + random.next() + random.next() - 1.5
    }
  }
  return vectors
}

describe('MMD test', () => {
  // Values of test/fixtures/stats/make-change.py: all 35 ways to choose 3 of 7 rows give p = 1/35 = .0286.
  test('is the unbiased estimate with the median bandwidth; p nears that of all permutations', () => {
    const first = Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1)
    const second = Float32Array.of(2, 0, 3, 1, 2, 2)
    const found = mmdTest({ first, second, dimensions: 2, seed: 1, permutations: 20_000 })
    expect(found.squaredMmd).toBeCloseTo(0.54894771570027, 6)
    expect(found.bandwidth).toBeCloseTo(Math.SQRT2, 6)
    expect(found.pValue).toBeCloseTo(1 / 35, 2)
    const swapped = mmdTest({ first: second, second: first, dimensions: 2, seed: 1, permutations: 20_000 })
    expect(swapped.squaredMmd).toBeCloseTo(found.squaredMmd, 6)
    expect(swapped.pValue).toBeCloseTo(1 / 35, 2)
  })

  test('alarms at its level on draws from one pool, and finds 20 % of strangers', () => {
    const random = randomSource(7)
    const alarms = (draws: number, options: object): number => {
      let count = 0
      for (let seed = 0; seed < draws; seed += 1) {
        const samples = { first: points(120, random), second: points(40, random, options), dimensions, seed }
        if (mmdTest({ ...samples, permutations: 199 }).pValue <= 0.05) count += 1
      }
      return count / draws
    }
    // 400 draws at 5 %: 5 % ± 2.1 points.
    expect(alarms(400, {})).toBeLessThan(0.075)
    expect(alarms(50, { share: 0.2, shift: 1.5 })).toBeGreaterThan(0.9)
  })

  test('one seed, one p; too few rows are said', () => {
    const random = randomSource(3)
    const samples = { first: points(30, random), second: points(20, random), dimensions, seed: 5 }
    expect(mmdTest(samples)).toEqual(mmdTest(samples))
    expect(() => mmdTest({ ...samples, second: points(1, random) })).toThrow(
      'second holds 1 rows of 8 numbers. It must be whole rows, two or more.',
    )
  })

  test('rows of one group move together: sets of documents from one source are alike', () => {
    const alarms = { grouped: 0, single: 0 }
    for (let seed = 0; seed < 60; seed += 1) {
      const random = randomSource(seed)
      const { vectors: first, names: one } = documents(8, 6, random)
      const { vectors: second, names: other } = documents(8, 6, random)
      const samples = { first, second, dimensions: 2, seed, permutations: 199 }
      if (mmdTest(samples).pValue <= 0.05) alarms.single += 1
      if (mmdTest({ ...samples, groups: { first: one, second: other } }).pValue <= 0.05) alarms.grouped += 1
    }
    expect(alarms.grouped).toBeLessThanOrEqual(8)
    expect(alarms.single).toBeGreaterThan(30)
  })

  test('rows that are all equal differ from nothing', () => {
    const same = new Float32Array(10 * dimensions).fill(0.5)
    expect(mmdTest({ first: same, second: same, dimensions, seed: 1 }).pValue).toBe(1)
  })
})

describe('classifier AUC', () => {
  test('half a point for a tie: (3 + 1.5 + 2.5 + 3)/12', () => {
    expect(areaUnderCurve([3, 1, 2, 5], [0, 1, 2])).toBeCloseTo(10 / 12, 12)
    expect(areaUnderCurve([1, 1], [1, 1, 1])).toBe(0.5)
  })

  // Hanley & McNeil 1982: A = .8, 20 and 30 rows: Q1 = .6667, Q2 = .7111, variance .0042 → ± .127.
  test('has the interval of Hanley and McNeil', () => {
    const variance = (0.16 + 19 * (0.8 / 1.2 - 0.64) + 29 * (1.28 / 1.8 - 0.64)) / 600
    expect(areaInterval(0.8, { positives: 20, negatives: 30 }).low).toBeCloseTo(
      0.8 - 1.959964 * Math.sqrt(variance),
      6,
    )
  })

  test('is near .5 for one distribution, .5 + s/2 for a share s of strangers', () => {
    const random = randomSource(11)
    const known = points(800, random)
    const same = twoSampleAuc({ first: known, second: points(200, random), dimensions, seed: 1 })
    expect(Math.abs(same.auc - 0.5)).toBeLessThan(0.07)
    const strange = points(200, random, { share: 0.4, shift: 3 })
    const found = twoSampleAuc({ first: known, second: strange, dimensions, seed: 1 })
    expect(Math.abs(found.auc - 0.7)).toBeLessThan(0.05)
    expect(Math.min(...found.strangeness.slice(0, 80))).toBeGreaterThan(0.5)
  })
})

describe('mix test', () => {
  // SciPy: chi-square 9.4815, p .0087.
  test('is the chi-square of the table, with a permutation p', () => {
    const counts = [
      { label: 'a', first: 30, second: 10 },
      { label: 'b', first: 50, second: 25 },
      { label: 'c', first: 20, second: 25 },
    ]
    const found = mixTest(counts, { seed: 1, permutations: 9999 })
    expect(found.chiSquare).toBeCloseTo(9.481481481, 8)
    expect(found.pValue).toBeCloseTo(0.0087, 2)
    // ½ (|10/60 − .3| + |25/60 − .5| + |25/60 − .2|)
    expect(found.moved).toBeCloseTo((0.13333 + 0.08333 + 0.21667) / 2, 4)
    expect(found.stability).toBeGreaterThan(found.stabilityByChance)
  })

  test('keeps its level with many rare labels, where the usual approximation would not', () => {
    const random = randomSource(5)
    let alarms = 0
    for (let seed = 0; seed < 300; seed += 1) {
      const counts = Array.from({ length: 40 }, (_, at) => ({ label: `${at}`, first: 0, second: 0 }))
      for (let row = 0; row < 120; row += 1) {
        const drawn = counts[Math.floor(40 * random.next() ** 2)]
        if (drawn !== undefined) drawn[row < 80 ? 'first' : 'second'] += 1
      }
      if (mixTest(counts, { seed, permutations: 199 }).pValue <= 0.05) alarms += 1
    }
    expect(alarms / 300).toBeLessThan(0.08)
  })

  test('the same shares are no change', () => {
    const counts = [
      { label: 'a', first: 30, second: 15 },
      { label: 'b', first: 60, second: 30 },
    ]
    const found = mixTest(counts, { seed: 1 })
    expect(found).toMatchObject({ chiSquare: 0, pValue: 1, moved: 0 })
    expect(() => mixTest([{ label: 'a', first: 3, second: 0 }], { seed: 1 })).toThrow(
      'rows of the second sample is 0.',
    )
  })
})

/** Documents whose rows lie close to the document's own place. */
function documents(count: number, rows: number, random: ReturnType<typeof randomSource>) {
  const vectors: number[] = []
  const names: string[] = []
  for (let document = 0; document < count; document += 1) {
    const [x, y] = [random.next(), random.next()]
    for (let row = 0; row < rows; row += 1) {
      vectors.push(x + 0.05 * random.next(), y + 0.05 * random.next())
      names.push(`${document}`)
    }
  }
  return { vectors: Float32Array.from(vectors), names }
}
