import { DataError } from '../errors.ts'

/** @throws DataError unless both are integers, `trials` ≥ 1 and 0 ≤ `successes` ≤ `trials`. */
export function assertCount({ successes, trials }: { successes: number; trials: number }): void {
  assertInteger('trials', trials, 1)
  if (!Number.isInteger(successes) || successes < 0 || successes > trials) {
    throw new DataError(`successes is ${successes}. It must be an integer between 0 and trials (${trials}).`)
  }
}

/** @throws DataError unless b, c ≥ 0 and n ≥ 1 are integers with b + c ≤ n. */
export function assertPairedCounts({ b, c, n }: { b: number; c: number; n: number }): void {
  assertInteger('n', n, 1)
  assertInteger('b', b, 0)
  assertInteger('c', c, 0)
  if (b + c > n) {
    throw new DataError(`b + c is ${b + c}. Discordant rows cannot be more than the rows compared (${n}).`)
  }
}

/** @throws DataError unless `value` is an integer of at least `least`. */
export function assertInteger(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return
  throw new DataError(`${name} is ${value}. It must be an integer of at least ${least}.`)
}
