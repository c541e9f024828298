import type { Example } from '../../contracts/example.ts'
import type { Json } from '../../contracts/json.ts'
import { textOfValue } from '../import/text-of-value.ts'
import { csvLine } from './csv-line.ts'
import {
  type ExportFormat,
  plainFormats,
  plainRow,
  type TrainingFormat,
  trainingRow,
} from './training-formats.ts'

export interface ExportOptions {
  format: ExportFormat
  /** The prompt, for formats that hold one. */
  system?: string
  /** Whether answers are left out: rows of a sealed test set, to be answered elsewhere. */
  isSealed?: boolean
}

/** The bytes of a file of examples. */
export async function exportExamples(
  examples: readonly Example[],
  { format, system, isSealed = false }: ExportOptions,
): Promise<Uint8Array> {
  if (isTrainingFormat(format))
    return jsonLines(examples.map((example) => trainingRow(example, format, system)))
  const rows = examples.map((example) => plainRow(example, isSealed))
  if (format === 'jsonl') return jsonLines(rows)
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const table = columns.map((name) => ({ name, data: rows.map((row) => textOrNull(row[name])) }))
  return format === 'csv' ? csv(table, rows.length) : parquet(table)
}

interface Column {
  name: string
  data: (string | null)[]
}

function isTrainingFormat(format: ExportFormat): format is TrainingFormat {
  return !plainFormats.some((plain) => plain === format)
}

function jsonLines(rows: readonly { [key: string]: Json }[]): Uint8Array {
  return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}

function csv(table: readonly Column[], count: number): Uint8Array {
  const lines = [csvLine(table.map(({ name }) => name))]
  for (let row = 0; row < count; row += 1) lines.push(csvLine(table.map(({ data }) => data[row] ?? '')))
  return Buffer.from(lines.join(''))
}

async function parquet(table: readonly Column[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: table.map((column) => ({ ...column, type: 'STRING', nullable: true })),
      rowGroupSize: 10_000,
    }),
  )
}

function textOrNull(value: Json | undefined): string | null {
  return value === undefined || value === null ? null : textOfValue(value)
}
