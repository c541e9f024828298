import { extname } from 'node:path'
import { DataError } from '../../errors.ts'

/** How rows lie in a file. A delimited file and a spreadsheet have a header row. */
export type DataFormat =
  | {
      kind: 'jsonl' | 'json-array' | 'json-document' | 'yaml-document' | 'parquet' | 'xlsx'
      delimiter?: never
    }
  | { kind: 'delimited'; delimiter: ',' | ';' | '\t' }

/**
 * Format of a data file from its name and its first bytes.
 *
 * @throws DataError for formats that are recognised and cannot be read: UTF-16, old spreadsheets, other archives.
 */
export function sniffFormat(path: string, head: Uint8Array): DataFormat {
  const binary = signatures.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte))
  if (binary?.kind !== undefined) return { kind: binary.kind }
  if (binary !== undefined) throw refused(path, binary.name)
  if (isWide(head)) throw refused(path, 'UTF-16 text')
  const text = new TextDecoder('utf-8').decode(head).trimStart()
  const extension = extname(path).toLowerCase()
  if (['.jsonl', '.ndjson'].includes(extension)) return { kind: 'jsonl' }
  if (['.yaml', '.yml'].includes(extension)) return { kind: 'yaml-document' }
  if (extension === '.tsv') return { kind: 'delimited', delimiter: '\t' }
  if (extension !== '.csv' && text.startsWith('[')) return { kind: 'json-array' }
  if (extension === '.json' || (extension !== '.csv' && text.startsWith('{')))
    return { kind: isOneObject(text, extension) ? 'json-document' : 'jsonl' }
  return { kind: 'delimited', delimiter: guessDelimiter(text) }
}

/** Whether most bytes come with a zero: UTF-16 without its byte order mark. */
function isWide(head: Uint8Array): boolean {
  const start = head.subarray(0, 1000)
  return start.filter((byte) => byte === 0).length > 0.3 * start.length
}

/** What a format is called in messages. */
export function describeFormat(format: DataFormat): string {
  if (format.kind === 'delimited') return format.delimiter === '\t' ? 'TSV' : 'CSV'
  return names[format.kind]
}

const names = {
  jsonl: 'JSON lines',
  'json-array': 'a JSON array',
  'json-document': 'a JSON object',
  'yaml-document': 'a YAML document',
  parquet: 'Parquet',
  xlsx: 'XLSX',
} as const

const signatures: readonly { name: string; bytes: readonly number[]; kind?: 'parquet' | 'xlsx' }[] = [
  { name: 'UTF-16 text', bytes: [0xff, 0xfe] },
  { name: 'UTF-16 text', bytes: [0xfe, 0xff] },
  { name: 'a Parquet file', bytes: [0x50, 0x41, 0x52, 0x31], kind: 'parquet' },
  { name: 'an encrypted Parquet file', bytes: [0x50, 0x41, 0x52, 0x45] },
  { name: 'a spreadsheet or zip archive', bytes: [0x50, 0x4b, 0x03, 0x04], kind: 'xlsx' },
  { name: 'a spreadsheet in the old .xls format', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'a gzip archive', bytes: [0x1f, 0x8b] },
  { name: 'a Zstandard archive', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
]

function refused(path: string, name: string): DataError {
  return new DataError(
    `${path} is ${name}. Rows are read from JSON lines, JSON arrays, CSV or TSV in UTF-8, from Parquet and XLSX.`,
    { hint: 'Export it as CSV (UTF-8) first.' },
  )
}

/**
 * JSON lines have a whole object on the first line and more after it. A first line longer than what was read of the file
 * says nothing: then the name decides.
 */
function isOneObject(text: string, extension: string): boolean {
  const [line = '', ...more] = text.split('\n')
  if (more.length === 0 && !isJson(line)) return extension === '.json'
  return !isJson(line) || more.join('').trim() === ''
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The commonest of tab, semicolon and comma in the header row, outside quotes. */
function guessDelimiter(text: string): ',' | ';' | '\t' {
  const header = (text.split('\n', 1)[0] ?? '').replaceAll(/"[^"]*"/gu, '')
  const count = (delimiter: string): number => header.split(delimiter).length - 1
  const [tabs, semicolons, commas] = [count('\t'), count(';'), count(',')]
  if (tabs > 0 && tabs >= commas && tabs >= semicolons) return '\t'
  return semicolons > commas ? ';' : ','
}
