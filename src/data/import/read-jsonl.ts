import type { RawRow } from '../../contracts/example.ts'
import type { Json } from '../../contracts/json.ts'
import { DataError } from '../../errors.ts'
import { readLines, type TextLine } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'
import { shorten } from './shorten.ts'

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
    if (line.text.trim() === '') continue
    const value = parseLine(line, path)
    if (!isObject(value)) {
      throw new DataError(
        `${path} line ${line.number} is JSON but not an object: ${shorten(line.text)}. Each line must be an object such as {"input": "…", "output": "…"}.`,
      )
    }
    if (isDeeper(value, limits.depth)) {
      throw new DataError(`${path} line ${line.number} is nested deeper than ${limits.depth} levels.`)
    }
    yield { line: line.number, value }
  }
}

function parseLine(line: TextLine, path: string): Json {
  try {
    // JSON.parse is the border: its result is JSON by definition.
    return JSON.parse(line.text) as Json
  } catch (error) {
    throw new DataError(`${path} line ${line.number} is not JSON: ${shorten(line.text)}`, {
      hint: 'Each line must be one JSON object. A CSV file needs the ending .csv.',
      cause: error,
    })
  }
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isDeeper(value: Json | undefined, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth === 0) return true
  return Object.values(value).some((inner) => isDeeper(inner, depth - 1))
}
