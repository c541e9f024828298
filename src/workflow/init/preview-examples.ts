import type { Fields } from '../../data/import/example-from-row.ts'
import { fieldAtPath } from '../../data/import/field-at-path.ts'
import { textOfValue } from '../../data/import/text-of-value.ts'
import type { InitRows } from './read-init-rows.ts'

/** Input and answer of the first rows, as the fields read them; "" where a row has none. */
export function previewExamples(
  { rows }: Pick<InitRows, 'rows'>,
  { input, expected }: Fields,
  count = 3,
): { input: string; expected: string }[] {
  const read = (row: InitRows['rows'][number], path: string): string => {
    const value = fieldAtPath(row.value, path)
    return value === undefined || value === null ? '' : textOfValue(value)
  }
  return rows.slice(0, count).map((row) => ({ input: read(row, input), expected: read(row, expected) }))
}
