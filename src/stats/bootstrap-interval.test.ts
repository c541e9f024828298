import { expect, it } from 'vitest'
import fixture from '../../test/fixtures/stats/stats.json' with { type: 'json' }
import { bootstrapInterval } from './bootstrap-interval.ts'
import { pairedBootstrap } from './paired-bootstrap.ts'
import { randomSource } from './random-source.ts'

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

it("agrees with SciPy's BCa of a paired difference of means", () => {
  const { a, b, low, high } = fixture.bca
  const interval = pairedBootstrap({ a, b, statistic: mean, seed: 1 })
  expect(interval.value).toBeCloseTo(mean(a) - mean(b), 12)
  expect(interval.low).toBeCloseTo(low, 2)
  expect(interval.high).toBeCloseTo(high, 2)
  expect(Math.abs(interval.low - low) + Math.abs(interval.high - high)).toBeLessThan(0.006)
})

it('is the same for the same seed and moves with another', () => {
  const rows = fixture.bca.a
  const draw = (seed: number) => bootstrapInterval({ rows, statistic: mean, seed, draws: 500 })
  expect(draw(4)).toEqual(draw(4))
  expect(draw(4).low).not.toBe(draw(5).low)
})

it('draws clusters whole, so that copies of a row add no certainty', () => {
  const rows = fixture.bca.a.slice(0, 40).map((value, index) => ({ value, group: String(index) }))
  const statistic = (drawn: readonly { value: number }[]) => mean(drawn.map(({ value }) => value))
  const once = bootstrapInterval({ rows, statistic, seed: 2, draws: 2000 })
  const copied = bootstrapInterval({
    rows: rows.flatMap((row) => [row, row, row]),
    statistic,
    clusterOf: (row) => row.group,
    seed: 2,
    draws: 2000,
  })
  expect(copied.clusters).toBe(40)
  expect(copied.low).toBeCloseTo(once.low, 9)
  expect(copied.high).toBeCloseTo(once.high, 9)
})

it('is descriptive only below 30 clusters, and a point where nothing varies', () => {
  const interval = bootstrapInterval({ rows: [1, 1, 1], statistic: mean, seed: 1, draws: 100 })
  expect(interval).toEqual({ value: 1, low: 1, high: 1, clusters: 3, descriptiveOnly: true })
})

it('covers a paired difference of rates within two points of 95 %', () => {
  const random = randomSource(5)
  let covered = 0
  for (let experiment = 0; experiment < 1000; experiment += 1) {
    const draw = (rate: number) => Array.from({ length: 100 }, () => Number(random.next() < rate))
    const { low, high } = pairedBootstrap({
      a: draw(0.85),
      b: draw(0.75),
      statistic: mean,
      seed: experiment,
      draws: 300,
    })
    if (low <= 0.1 && 0.1 <= high) covered += 1
  }
  expect(Math.abs(covered / 1000 - 0.95)).toBeLessThan(0.02)
})

it('says when rows are not paired', () => {
  expect(() => pairedBootstrap({ a: [1], b: [1, 2], statistic: mean, seed: 1 })).toThrow(
    'a has 1 rows and b has 2 rows. Paired rows must be as many.',
  )
})
