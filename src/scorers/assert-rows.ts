import { DataError } from '../errors.ts'

/** @throws DataError when there is nothing to score. */
export function assertRows(rows: readonly unknown[]): void {
  if (rows.length === 0) throw new DataError('There are no rows to score. A score needs at least 1.')
}
