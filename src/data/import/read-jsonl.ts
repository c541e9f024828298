import type { RawRow } from '../../contracts/example.ts'
import { parseJsonRow } from './parse-json-row.ts'
import { readLines } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'

/**
 * Rows of a JSON lines file. Blank lines are skipped.
 *
 * @throws DataError when a line is not a JSON object, is too long, too deep or not UTF-8; the message has its number.
 */
export async function* readJsonl(
  chunks: AsyncIterable<Uint8Array>,
  { path, limits }: { path: string; limits: ReaderLimits },
): AsyncGenerator<RawRow> {
  for await (const line of readLines(chunks, { path, lineBytes: limits.lineBytes })) {
    if (line.text.trim() !== '') yield parseJsonRow(line, { path, unit: 'line', limits })
  }
}
