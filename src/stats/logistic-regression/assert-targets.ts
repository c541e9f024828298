import { DataError } from '../../errors.ts'

/** @throws DataError unless there is one class a row. */
export function assertTargets(targets: ArrayLike<number>, rows: number, classes: number): void {
  if (targets.length !== rows) throw new DataError(`targets has ${targets.length} numbers for ${rows} rows.`)
  for (let row = 0; row < rows; row += 1) {
    const target = targets[row] ?? -1
    if (Number.isInteger(target) && target >= 0 && target < classes) continue
    throw new DataError(`The target of row ${row} is ${target}. It must be a class, 0 to ${classes - 1}.`)
  }
}
