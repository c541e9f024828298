import { assertInteger } from './assert-count.ts'

/**
 * P(X ≥ x) of a sum of `shape` independent exponential variables of mean 1: e⁻ˣ · Σ xᵏ / k! for k below `shape`.
 *
 * @param x at least 0.
 * @throws DataError unless `shape` is an integer of at least 1.
 */
export function erlangUpperTail({ shape, x }: { shape: number; x: number }): number {
  assertInteger('shape', shape, 1)
  let term = 1
  let sum = 1
  for (let k = 1; k < shape; k += 1) {
    term *= x / k
    sum += term
  }
  return Math.exp(-x) * sum
}
