import { assertInteger } from './assert-count.ts'
import { randomSource } from './random-source.ts'
import { stratifiedOrder } from './stratified-sample.ts'

/**
 * The fold (0 … folds − 1) of each row, seeded; every class is spread over the folds to within a row.
 *
 * @throws DataError with fewer than two folds.
 */
export function stratifiedFolds(
  targets: readonly number[] | Int32Array,
  { folds, seed }: { folds: number; seed: number },
): Int32Array {
  assertInteger('folds', folds, 2)
  const rows = Array.from(targets, (target, row) => ({ row, target }))
  const order = stratifiedOrder(rows, { stratumOf: ({ target }) => `${target}`, random: randomSource(seed) })
  const next = new Map<number, number>()
  let start = 0
  const foldOf = new Int32Array(rows.length)
  for (const { row, target } of order) {
    const turn = next.get(target) ?? start++
    foldOf[row] = turn % folds
    next.set(target, turn + 1)
  }
  return foldOf
}
