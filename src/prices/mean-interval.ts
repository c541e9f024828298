import type { CostInterval } from './query-cost.ts'

const z95 = 1.959964

/** Mean of unit costs with its normal 95 % interval; never below 0. One value has no spread to show. */
export function meanInterval(values: readonly number[]): CostInterval {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, n)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const half = n < 2 ? 0 : z95 * Math.sqrt(squares / (n - 1) / n)
  return { value: mean, low: Math.max(0, mean - half), high: mean + half }
}
