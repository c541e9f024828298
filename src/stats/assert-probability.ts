import { DataError } from '../errors.ts'

/** @throws DataError unless `value` lies in [0, 1]. */
export function assertProbability(name: string, value: number): void {
  if (value >= 0 && value <= 1) return
  throw new DataError(`${name} is ${value}. It must be between 0 and 1.`)
}

/** @throws DataError unless `value` lies strictly between 0 and 1. */
export function assertInsideUnit(name: string, value: number): void {
  if (value > 0 && value < 1) return
  throw new DataError(`${name} is ${value}. It must be greater than 0 and less than 1.`)
}
