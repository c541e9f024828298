import { basename } from 'node:path'
import type { UnlabelledExample } from '../../contracts/example.ts'
import { type Fields, unlabelledFromRow } from './example-from-row.ts'
import { fieldAtPath } from './field-at-path.ts'
import { readRows } from './read-rows.ts'
import { textOfValue } from './text-of-value.ts'

/** A real input; `expected` where somebody has answered it. */
export interface ProductionRow extends UnlabelledExample {
  expected?: string
}

/**
 * Real inputs of a file, in file order; an answer is taken where a row has one.
 *
 * @throws DataError for a bad file or a row without an input.
 */
export async function readProduction(path: string, fields: Fields): Promise<ProductionRow[]> {
  const file = { path, name: basename(path) }
  const rows: ProductionRow[] = []
  for await (const row of readRows(path)) {
    const answer = fieldAtPath(row.value, fields.expected)
    const isAnswered = answer !== undefined && answer !== null && textOfValue(answer).trim() !== ''
    rows.push({
      ...unlabelledFromRow(row, fields, file),
      ...(isAnswered ? { expected: textOfValue(answer) } : {}),
    })
  }
  return rows
}
