import type { UnlabelledExample } from '../../contracts/example.ts'
import { takeVectors } from '../../stats/cross-fit.ts'

/** A row whose answer may be known. */
export interface ChangeRow extends UnlabelledExample {
  expected?: string
}

/** Rows with their vectors end to end: rows × dimensions numbers. */
export interface EmbeddedRows<Row extends ChangeRow = ChangeRow> {
  rows: readonly Row[]
  vectors: Float32Array
  dimensions: number
}

/** Some of the rows, by position. */
export function takeRows<Row extends ChangeRow>(
  embedded: EmbeddedRows<Row>,
  chosen: readonly number[],
): EmbeddedRows<Row> {
  return {
    rows: chosen.flatMap((at) => embedded.rows[at] ?? []),
    vectors: takeVectors(embedded, chosen),
    dimensions: embedded.dimensions,
  }
}

/** Those rows whose answer is known. */
export function labelledRows(embedded: EmbeddedRows): EmbeddedRows<ChangeRow & { expected: string }> {
  const chosen = [...embedded.rows.keys()].filter((at) => embedded.rows[at]?.expected !== undefined)
  const { vectors, dimensions } = takeRows(embedded, chosen)
  const rows = chosen.flatMap((at) => {
    const row = embedded.rows[at]
    return row?.expected === undefined ? [] : [{ ...row, expected: row.expected }]
  })
  return { rows, vectors, dimensions }
}
