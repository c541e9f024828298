import type { CostInput } from '../../contracts/cost.ts'
import { normalQuantile } from '../../stats/normal-quantile.ts'

/** 1.96: an interval of 95 % is that many standard errors to either side. */
const z95 = 1.959964

/** A figure that is known, or taken as known. */
export function exactInput(name: string, value: number, source: InputSource): CostInput {
  return { name, value, low: value, high: value, spread: 'exact', ...source }
}

/** Where a figure is from, and of what day. */
export interface InputSource {
  source: string
  asOf?: string
}

/**
 * A figure somewhere between two ends, both above 0: every ratio is as likely. Its middle is the geometric one; where an
 * end is 0 or less, the arithmetic one.
 */
export function rangeInput(
  name: string,
  [low, high]: readonly [number, number],
  source: InputSource,
): CostInput {
  if (low === high) return exactInput(name, low, source)
  const value = low > 0 ? Math.sqrt(low * high) : (low + high) / 2
  return { name, value, low, high, spread: 'log-uniform', ...source }
}

/** A mean with its 95 % interval. */
export function measuredInput(
  name: string,
  { value, low, high }: { value: number; low: number; high: number },
  source: InputSource,
): CostInput {
  if (low === high) return exactInput(name, value, source)
  return { name, value, low, high, spread: 'normal', ...source }
}

/** The input's value at a uniform number: its quantile. Normal ones never fall below 0. */
export function drawInput({ value, low, high, spread }: CostInput, uniform: number): number {
  if (spread === 'exact') return value
  if (spread === 'log-uniform') return low > 0 ? low * (high / low) ** uniform : low + (high - low) * uniform
  const gaussian = normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, uniform)))
  if (spread === 'log-normal') return value * Math.exp((gaussian * Math.log(high / value)) / z95)
  return Math.max(0, value + (gaussian * (high - low)) / 2 / z95)
}
