import { expect, test } from 'vitest'
import type { CandidateReport } from '../contracts/report.ts'
import { qualityAxis, roundAxis } from './quality-axis.ts'

test('ends and steps are round and hold the values', () => {
  const axis = roundAxis({ low: 0.818, high: 0.977, maxTicks: 6, withinUnit: true })
  expect(axis).toEqual({ low: 0.8, high: 1, ticks: [0.8, 0.85, 0.9, 0.95, 1] })
})

test('a share never leaves 0..1', () => {
  const axis = roundAxis({ low: 0.93, high: 1, maxTicks: 9, withinUnit: true })
  expect(axis.high).toBe(1)
  expect(Math.max(...axis.ticks)).toBeLessThanOrEqual(1)
})

test('the axis holds the finalists and the target; a far candidate does not stretch it', () => {
  const candidates = [
    candidate({ finalist: true, value: 0.95 }),
    candidate({ finalist: true, value: 0.85 }),
    candidate({ finalist: false, value: 0.2 }),
  ]
  const axis = qualityAxis({ candidates, target: 0.9, metric: 'accuracy', maxTicks: 8 })
  expect(axis.low).toBeGreaterThan(0.7)
  expect(axis.low).toBeLessThanOrEqual(0.83)
})

function candidate({ finalist, value }: { finalist: boolean; value: number }): CandidateReport {
  const figure = { metric: 'accuracy', value, low: value - 0.02, high: value + 0.02, n: 100 }
  return {
    name: 'x',
    kind: 'tune/head',
    family: 'tune',
    version: '1',
    finalist,
    meets: [],
    ...(finalist ? { quality: figure } : { validation: figure }),
  }
}
