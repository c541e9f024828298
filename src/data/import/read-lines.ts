import { TextDecoder } from 'node:util'
import { DataError } from '../../errors.ts'
import { notUtf8 } from './decode-utf8.ts'

/** One line of text, without its line break. */
export interface TextLine {
  number: number
  text: string
}

const lineFeed = 0x0a

/**
 * Lines of a UTF-8 file as they stream in; only one line is held at a time.
 *
 * @throws DataError when a line is longer than `lineBytes` or is not UTF-8.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  { path, lineBytes }: { path: string; lineBytes: number },
): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let pieces: Uint8Array[] = []
  let length = 0
  let number = 1
  const hold = (piece: Uint8Array): void => {
    length += piece.length
    if (length > lineBytes) throw tooLong({ path, number, lineBytes })
    if (piece.length > 0) pieces.push(piece)
  }
  const takeLine = (): TextLine => {
    const line = { number, text: decodeLine(decoder, pieces, { path, number }) }
    pieces = []
    length = 0
    number += 1
    return line
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      hold(chunk.subarray(start, end))
      yield takeLine()
      start = end + 1
    }
    hold(chunk.subarray(start))
  }
  if (length > 0) yield takeLine()
}

function tooLong(line: { path: string; number: number; lineBytes: number }): DataError {
  return new DataError(
    `${line.path} line ${line.number} is longer than ${describeBytes(line.lineBytes)}, the longest line that is read.`,
    { hint: 'One row is one example: shorten it, or split the document into passages.' },
  )
}

/** A number of bytes in MB or bytes, for messages. */
export function describeBytes(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${bytes} bytes`
}

function decodeLine(
  decoder: TextDecoder,
  pieces: Uint8Array[],
  at: { path: string; number: number },
): string {
  const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces)
  try {
    return decoder.decode(bytes).replace(/\r$/u, '')
  } catch (error) {
    throw notUtf8(at.path, `line ${at.number}`, error)
  }
}
