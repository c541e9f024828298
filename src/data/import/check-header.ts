import { DataError } from '../../errors.ts'
import { shorten } from './shorten.ts'

/** Names of the columns of a file's header, trimmed. @throws DataError for an empty or repeated name, or too many. */
export function checkHeader(
  header: readonly string[],
  { path, columns }: { path: string; columns: number },
): string[] {
  if (header.length > columns)
    throw new DataError(`${path} has ${header.length} columns; the most that are read are ${columns}.`, {
      hint: 'Keep the columns of the input, the answer, the id and the time.',
    })
  const names = header.map((name) => name.trim())
  const empty = names.indexOf('')
  if (empty !== -1)
    throw new DataError(`${path} has no name for column ${empty + 1} in its first row, the header.`)
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw new DataError(`${path} names two columns "${shorten(name)}" in its first row.`)
    seen.add(name)
  }
  return names
}
