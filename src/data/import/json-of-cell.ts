import type { Json } from '../../contracts/json.ts'

/** A cell of a binary file as JSON: dates as ISO text, whole numbers beyond 2^53 as text, no value as null. */
export function jsonOfCell(cell: unknown): Json {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'string' || typeof cell === 'boolean') return cell
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  if (typeof cell === 'bigint') return BigInt.asIntN(53, cell) === cell ? Number(cell) : cell.toString()
  if (cell instanceof Date) return isoTime(cell)
  if (Array.isArray(cell)) return cell.map((value) => jsonOfCell(value))
  if (ArrayBuffer.isView(cell))
    return Array.from(new Uint8Array(cell.buffer, cell.byteOffset, cell.byteLength))
  if (typeof cell === 'object')
    return Object.fromEntries(Object.entries(cell).map(([key, value]) => [key, jsonOfCell(value)]))
  return null
}

/** Midnight is a day: spreadsheets and DATE columns hold no time with it. */
function isoTime(date: Date): Json {
  if (Number.isNaN(date.getTime())) return null
  return date.toISOString().replace('T00:00:00.000Z', '')
}
