import { TextDecoder } from 'node:util'
import { DataError } from '../../errors.ts'

const lineFeed = 0x0a

/**
 * Text of a file, chunk by chunk, without its byte order mark.
 *
 * @throws DataError when the bytes are not UTF-8; nothing is replaced silently.
 */
export async function* decodeUtf8(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for await (const chunk of chunks) {
    const text = decodeChunk(decoder, chunk, { path, line })
    line += countLineBreaks(text)
    yield text
  }
  yield decodeChunk(decoder, undefined, { path, line })
}

function decodeChunk(
  decoder: TextDecoder,
  chunk: Uint8Array | undefined,
  at: { path: string; line: number },
): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch (error) {
    throw notUtf8(at.path, `line ${at.line + linesBeforeBadByte(chunk)}`, error)
  }
}

/** Line breaks before the first byte that is no UTF-8. The first bytes may belong to a character of the chunk before. */
function linesBeforeBadByte(chunk: Uint8Array = new Uint8Array()): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const whole = chunk.findIndex((byte) => (byte & 0xc0) !== 0x80)
  let lines = 0
  let start = Math.max(0, whole)
  for (let end = chunk.indexOf(lineFeed, start); end !== -1; end = chunk.indexOf(lineFeed, start)) {
    try {
      decoder.decode(chunk.subarray(start, end))
    } catch {
      return lines
    }
    lines += 1
    start = end + 1
  }
  return lines
}

/** The one message for bytes that are no UTF-8. `where` reads like "in line 3". */
export function notUtf8(path: string, where: string, cause: unknown): DataError {
  return new DataError(`${path} is not UTF-8 text (${where}).`, {
    hint: 'Save it as UTF-8, e.g. iconv -f WINDOWS-1252 -t UTF-8 old.csv > new.csv',
    cause,
  })
}

function countLineBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
