import { DataError } from '../../errors.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import type { Arm, DecisionRules } from '../arm.ts'

/** On the same n rows: a did better in b of them, the other in c. For rates: only a right, only the other right. */
export interface PairedCounts {
  b: number
  c: number
  n: number
}

type PairedArm = Pick<Arm, 'name' | 'rows'>

/** @throws DataError when the arms do not hold the same rows in the same order. */
export function pairedCounts(
  a: PairedArm,
  other: PairedArm,
  { metric }: Pick<DecisionRules, 'metric'>,
): PairedCounts {
  const { rowScore, higherIsBetter } = scorerOf(metric)
  const sign = higherIsBetter ? 1 : -1
  let b = 0
  let c = 0
  for (const [index, row] of a.rows.entries()) {
    const twin = other.rows[index]
    if (twin === undefined || twin.id !== row.id) throw notPaired(a.name, other.name)
    const gain = sign * (rowScore(row) - rowScore(twin))
    if (gain > 0) b += 1
    if (gain < 0) c += 1
  }
  if (a.rows.length !== other.rows.length) throw notPaired(a.name, other.name)
  return { b, c, n: a.rows.length }
}

function notPaired(a: string, b: string): DataError {
  return new DataError(`${a} and ${b} did not answer the same rows: they cannot be compared.`)
}
