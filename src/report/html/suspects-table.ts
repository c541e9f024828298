import type { LabelSuspect } from '../../contracts/data-change.ts'
import type { DataReport } from '../../contracts/report.ts'
import { countOf, formatCount } from '../words/format-count.ts'
import { suspectsWords } from '../words/suspects-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import type { Column } from './table.ts'
import { userText } from './user-text.ts'

const mostSuspects = 20

/** Rows whose label a head that had not seen them doubts, the surest first; nothing where none is doubted with confidence. */
export function suspectsTable(data: DataReport): Markup | undefined {
  const suspects = (data.labelSuspects ?? []).filter(({ isConfident }) => isConfident)
  if (suspects.length === 0) return undefined
  const shown = suspects.slice(0, mostSuspects)
  const more = suspects.length - shown.length
  return html`<h3>Labels to look at again</h3>
    <p>${suspectsWords(data)}</p>
    ${table({
      id: 'suspects',
      caption: `The surest ${countOf(shown.length, 'row')} of train and validation${more > 0 ? `; ${formatCount(more)} more in the JSON report` : ''}. crossover label --from train asks about those of train.`,
      columns,
      rows: shown,
    })}`
}

const columns: Column<LabelSuspect>[] = [
  { heading: 'row', cell: ({ id }) => userText(id) },
  { heading: 'text', cell: ({ input }) => (input === undefined ? '–' : userText(input)) },
  { heading: 'labelled', cell: ({ label }) => userText(label) },
  { heading: 'rather', cell: ({ suggested }) => userText(suggested) },
]
