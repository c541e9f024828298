import { html } from './markup.ts'
import type { Markup, MarkupValue } from './markup.ts'

/** One column: its heading, whether it holds numbers (right-aligned, tabular), and its cell of a row. */
export interface Column<Row> {
  heading: string
  numeric?: boolean
  cell: (row: Row) => MarkupValue
}

interface TableOptions<Row> {
  id: string
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  /** A class for a row: "focus" marks the chosen candidate. */
  rowClass?: (row: Row) => string
}

/** A captioned table whose first column heads its rows. On a narrow screen it scrolls inside its own region. */
export function table<Row>({ id, caption, columns, rows, rowClass }: TableOptions<Row>): Markup {
  const headings = columns.map(
    ({ heading, numeric }) => html`<th scope="col" ${numeric === true ? numericClass : ''}>${heading}</th>`,
  )
  const body = rows.map(
    (row) =>
      html`<tr class="${rowClass?.(row) ?? ''}">
        ${columns.map((column, index) => cell(column, row, index === 0))}
      </tr> `,
  )
  return html`<div class="table" role="region" tabindex="0" aria-labelledby="${id}-caption">
    <table id="${id}">
      <caption id="${id}-caption">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div> `
}

const numericClass = html` class="number"`

function cell<Row>(column: Column<Row>, row: Row, isHead: boolean): Markup {
  const value = column.cell(row)
  if (isHead) return html`<th scope="row">${value}</th>`
  return html`<td${column.numeric === true ? numericClass : ''}>${value}</td>`
}
