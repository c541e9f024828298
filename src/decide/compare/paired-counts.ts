import { DataError } from '../../errors.ts'
import type { Arm } from '../arm.ts'

/** On the same n rows: only a right (b), only b right (c). */
export interface PairedRightCounts {
  b: number
  c: number
  n: number
}

/** @throws DataError when the arms do not hold the same rows in the same order. */
export function pairedCounts(
  a: Pick<Arm, 'name' | 'rows'>,
  other: Pick<Arm, 'name' | 'rows'>,
): PairedRightCounts {
  let b = 0
  let c = 0
  for (const [index, row] of a.rows.entries()) {
    const twin = other.rows[index]
    if (twin === undefined || twin.id !== row.id) throw notPaired(a.name, other.name)
    if (row.isRight && !twin.isRight) b += 1
    if (!row.isRight && twin.isRight) c += 1
  }
  if (a.rows.length !== other.rows.length) throw notPaired(a.name, other.name)
  return { b, c, n: a.rows.length }
}

function notPaired(a: string, b: string): DataError {
  return new DataError(`${a} and ${b} did not answer the same rows: they cannot be compared.`)
}
