import type { Report } from '../../contracts/report.ts'
import { dimensions, sideBySide, type SideBySideRow } from '../side-by-side.ts'
import { keepUnits } from '../words/keep-units.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import { userText } from './user-text.ts'

/** The finalists in six dimensions; absent where there are none. */
export function sideBySideSection(report: Report): Markup | undefined {
  const { candidates, rows } = sideBySide(report)
  if (candidates.length === 0) return undefined
  return html`<section aria-labelledby="dimensions">
    <h2 id="dimensions">Side by side</h2>
    ${table({
      id: 'sides',
      caption: `The finalists in ${dimensions.length} dimensions.`,
      columns: [
        {
          heading: 'figure',
          cell: ({ dimension, figure }: SideBySideRow) =>
            html`${figure}<span class="kind">${dimension}</span>`,
        },
        ...candidates.map((name, index) => ({
          heading: name,
          cell: ({ cells }: SideBySideRow) => userText(keepUnits(cells[index] ?? '')),
        })),
      ],
      rows,
    })}
  </section> `
}
