import { extname } from 'node:path'
import { DataError } from '../../errors.ts'

/** How rows lie in a file. A delimited file has a header row. */
export type DataFormat = { kind: 'jsonl' } | { kind: 'delimited'; delimiter: ',' | ';' | '\t' }

/**
 * Format of a data file from its name and its first bytes.
 *
 * @throws DataError for formats that are recognised and cannot be read: UTF-16, spreadsheets, Parquet, archives, a
 * JSON array.
 */
export function sniffFormat(path: string, head: Uint8Array): DataFormat {
  refuseBinary(path, head)
  const text = new TextDecoder('utf-8').decode(head).trimStart()
  const extension = extname(path).toLowerCase()
  if (text.startsWith('[') && !['.csv', '.tsv', '.jsonl', '.ndjson'].includes(extension)) {
    throw new DataError(`${path} is one JSON array. Rows are read from JSON lines: one object a line.`, {
      hint: "jq -c '.[]' data.json > data.jsonl",
    })
  }
  if (['.jsonl', '.ndjson', '.json'].includes(extension)) return { kind: 'jsonl' }
  if (extension === '.tsv') return { kind: 'delimited', delimiter: '\t' }
  if (extension !== '.csv' && text.startsWith('{')) return { kind: 'jsonl' }
  return { kind: 'delimited', delimiter: guessDelimiter(text) }
}

const signatures: readonly { name: string; bytes: readonly number[] }[] = [
  { name: 'UTF-16 text', bytes: [0xff, 0xfe] },
  { name: 'UTF-16 text', bytes: [0xfe, 0xff] },
  { name: 'a Parquet file', bytes: [0x50, 0x41, 0x52, 0x31] },
  { name: 'a spreadsheet or zip archive', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'a gzip archive', bytes: [0x1f, 0x8b] },
]

function refuseBinary(path: string, head: Uint8Array): void {
  const found = signatures.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte))
  if (found === undefined) return
  throw new DataError(`${path} is ${found.name}. Rows are read from JSON lines, CSV or TSV in UTF-8.`, {
    hint: 'Export it as CSV (UTF-8) first.',
  })
}

/** The commonest of tab, semicolon and comma in the header row, outside quotes. */
function guessDelimiter(text: string): ',' | ';' | '\t' {
  const header = (text.split('\n', 1)[0] ?? '').replaceAll(/"[^"]*"/gu, '')
  const count = (delimiter: string): number => header.split(delimiter).length - 1
  const [tabs, semicolons, commas] = [count('\t'), count(';'), count(',')]
  if (tabs > 0 && tabs >= commas && tabs >= semicolons) return '\t'
  return semicolons > commas ? ';' : ','
}
