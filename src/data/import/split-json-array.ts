import { DataError } from '../../errors.ts'
import { describeBytes } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'

/** The bytes of one object of a JSON array. */
export interface ArrayElement {
  /** 1-based. */
  number: number
  bytes: Uint8Array
}

interface Scan {
  path: string
  limits: ReaderLimits
  where: 'before' | 'element' | 'between' | 'after'
  /** Elements begun so far. */
  count: number
  needsComma: boolean
  afterComma: boolean
  depth: number
  inString: boolean
  isEscaped: boolean
  held: Uint8Array[]
  heldBytes: number
}

const byte = { quote: 0x22, comma: 0x2c, open: 0x5b, escape: 0x5c, close: 0x5d, begin: 0x7b, end: 0x7d }
const skipped = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf])

/**
 * Cuts a JSON array of objects into its objects as the bytes stream in; only one object is held at a time. What is
 * inside an object is not checked here, apart from its size and depth.
 *
 * @throws DataError when the file is no array of objects, is cut off, or an object is beyond a limit.
 */
export async function* splitJsonArray(
  chunks: AsyncIterable<Uint8Array>,
  { path, limits }: { path: string; limits: ReaderLimits },
): AsyncGenerator<ArrayElement> {
  const scan: Scan = {
    path,
    limits,
    where: 'before',
    count: 0,
    needsComma: false,
    afterComma: false,
    depth: 0,
    inString: false,
    isEscaped: false,
    held: [],
    heldBytes: 0,
  }
  for await (const chunk of chunks) {
    let at = 0
    while (at < chunk.length) {
      if (scan.where !== 'element') {
        at = skipTo(scan, chunk, at)
        continue
      }
      const end = scanElement(scan, chunk, at)
      hold(scan, chunk.subarray(at, end))
      at = end
      if (scan.depth === 0) yield takeElement(scan)
    }
  }
  if (scan.where === 'after') return
  const rows = scan.where === 'element' ? scan.count - 1 : scan.count
  throw new DataError(`${path} ends in the middle of its JSON array, after ${rows} whole rows.`, {
    hint: 'It was cut off: write or download it again.',
  })
}

/** Takes one byte outside of elements; returns where to go on. */
function skipTo(scan: Scan, chunk: Uint8Array, at: number): number {
  const code = chunk[at] ?? 0
  if (skipped.has(code)) return at + 1
  if (scan.where === 'before' && code === byte.open) scan.where = 'between'
  else if (scan.where === 'between' && code === byte.close && !scan.afterComma) scan.where = 'after'
  else if (scan.where === 'between' && code === byte.comma && scan.needsComma) {
    scan.needsComma = false
    scan.afterComma = true
  } else if (scan.where === 'between' && code === byte.begin && !scan.needsComma) {
    scan.where = 'element'
    scan.count += 1
    return at
  } else throw unexpected(scan, code)
  return at + 1
}

/** Reads on in an element; returns the index after its last byte in this chunk. */
function scanElement(scan: Scan, chunk: Uint8Array, from: number): number {
  for (let at = from; at < chunk.length; at += 1) {
    const code = chunk[at]
    if (scan.isEscaped) scan.isEscaped = false
    else if (scan.inString) {
      if (code === byte.quote) scan.inString = false
      else scan.isEscaped = code === byte.escape
    } else if (code === byte.quote) scan.inString = true
    else if (code === byte.begin || code === byte.open) deepen(scan)
    else if (code === byte.end || code === byte.close) {
      scan.depth -= 1
      if (scan.depth === 0) return at + 1
    }
  }
  return chunk.length
}

function deepen(scan: Scan): void {
  scan.depth += 1
  if (scan.depth > scan.limits.depth)
    throw new DataError(`${scan.path} row ${scan.count} is nested deeper than ${scan.limits.depth} levels.`)
}

function hold(scan: Scan, piece: Uint8Array): void {
  scan.heldBytes += piece.length
  scan.held.push(piece)
  if (scan.heldBytes <= scan.limits.lineBytes) return
  throw new DataError(
    `${scan.path} row ${scan.count} is longer than ${describeBytes(scan.limits.lineBytes)}, the longest row that is read.`,
    { hint: 'One row is one example: shorten it, or split the document into passages.' },
  )
}

function takeElement(scan: Scan): ArrayElement {
  const element = { number: scan.count, bytes: Buffer.concat(scan.held) }
  Object.assign(scan, { held: [], heldBytes: 0, where: 'between', needsComma: true, afterComma: false })
  return element
}

function unexpected(scan: Scan, code: number): DataError {
  const sign = code >= 0x20 && code < 0x7f ? `"${String.fromCharCode(code)}"` : 'something else'
  const place = scan.where === 'after' ? 'after the end of its JSON array' : `after row ${scan.count}`
  return new DataError(
    `${scan.path} has ${sign} ${scan.count === 0 ? 'at its start' : place} where a JSON array of objects has ${scan.needsComma ? 'a comma or "]"' : '"{"'}.`,
    { hint: 'Rows are objects: [{"input": "…", "output": "…"}, …].' },
  )
}
