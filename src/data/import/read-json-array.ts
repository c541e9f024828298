import { TextDecoder } from 'node:util'
import type { RawRow } from '../../contracts/example.ts'
import { notUtf8 } from './decode-utf8.ts'
import { parseJsonRow } from './parse-json-row.ts'
import type { ReaderLimits } from './reader-limits.ts'
import { splitJsonArray } from './split-json-array.ts'

/** Rows of one JSON array of objects, streamed. @throws DataError for what is no such array or beyond a limit. */
export async function* readJsonArray(
  chunks: AsyncIterable<Uint8Array>,
  { path, limits }: { path: string; limits: ReaderLimits },
): AsyncGenerator<RawRow> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for await (const { number, bytes } of splitJsonArray(chunks, { path, limits })) {
    yield parseJsonRow({ number, text: decode(bytes, number) }, { path, unit: 'row', limits })
  }

  function decode(bytes: Uint8Array, number: number): string {
    try {
      return decoder.decode(bytes)
    } catch (error) {
      throw notUtf8(path, `row ${number}`, error)
    }
  }
}
