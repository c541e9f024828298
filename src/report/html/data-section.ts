import { lengthChart } from '../charts/length-chart.ts'
import { shareBar } from '../charts/share-bar.ts'
import type { CandidateReport, DataReport, Finding, Report } from '../../contracts/report.ts'
import { focusCandidate } from '../focus-candidate.ts'
import { selectLabels } from '../select-labels.ts'
import type { LabelCount } from '../select-labels.ts'
import { enoughWords } from '../words/enough-words.ts'
import { findingRows, severityOrder } from '../words/finding-words.ts'
import { countOf, formatCount } from '../words/format-count.ts'
import { leakageWords, repetitionWords } from '../words/leakage-words.ts'
import { learningFigure } from './learning-figure.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { pairFigures } from './pair-figures.ts'
import { suspectsTable } from './suspects-table.ts'
import { table } from './table.ts'
import type { Column } from './table.ts'
import { userText } from './user-text.ts'

const mostLabels = 24
const mostRows = 10

/** The examples: counts, what the test rows can show, label balance, leakage, findings. */
export function dataSection(report: Report): Markup {
  const { data, task } = report
  const { rows } = data
  return html`<section aria-labelledby="data">
    <h2 id="data">The examples it rests on</h2>
    <p>
      ${formatCount(rows.train)} training, ${formatCount(rows.validation)} validation and
      ${countOf(rows.test, 'test row')}. ${[...leakageWords(data), repetitionWords(data)].join(' ')}
    </p>
    <h3>What the test rows can show</h3>
    <p>${enoughWords(data, task.metric).join(' ')}</p>
    ${learningFigure(data)} ${labelTable(data, focusCandidate(report))} ${lengthFigure(data)}
    ${findingList(data.findings)} ${suspectsTable(data)} ${pairFigures(data.pairs ?? [])}
  </section> `
}

function labelTable(data: DataReport, focus: CandidateReport | undefined): Markup | undefined {
  if (data.labels.length === 0) return undefined
  const { top, between, bottom } = selectLabels(data.labels, mostLabels)
  const left =
    between === 0 ? '' : ` The ${mostLabels} largest and smallest; ${formatCount(between)} between.`
  return html`<h3>Labels</h3>
    ${table({
      id: 'labels',
      caption: `Rows of each of the ${formatCount(data.labels.length)} labels.${left}`,
      columns: labelColumns(data, focus),
      rows: [...top, ...bottom],
    })}`
}

function labelColumns({ labels }: DataReport, focus: CandidateReport | undefined): Column<LabelCount>[] {
  const most = Math.max(1, ...labels.map(({ train }) => train))
  const recalls = new Map((focus?.recallByLabel ?? []).map((entry) => [entry.label, entry]))
  const columns: Column<LabelCount>[] = [
    { heading: 'label', cell: ({ label }) => userText(label) },
    { heading: 'train', numeric: true, cell: ({ train }) => formatCount(train) },
    { heading: 'balance', cell: ({ train }) => shareBar(train / most) },
    { heading: 'test', numeric: true, cell: ({ test }) => formatCount(test) },
  ]
  if (focus === undefined || recalls.size === 0) return columns
  const recallCell = ({ label }: LabelCount) => {
    const entry = recalls.get(label)
    if (entry === undefined) return '–'
    return `${Math.round(entry.recall * entry.n)} of ${entry.n}`
  }
  return [...columns, { heading: `found by ${focus.name}`, numeric: true, cell: recallCell }]
}

function lengthFigure({ lengths }: DataReport): Markup | undefined {
  if (lengths === undefined || lengths.parts.length === 0) return undefined
  return html`<h3>Lengths</h3>
    <figure>
      ${lengthChart(lengths)}
      <figcaption>
        Characters of a text, on a scale where equal steps multiply. Each part by its own rows.
      </figcaption>
    </figure>`
}

function findingList(findings: Finding[]): Markup {
  if (findings.length === 0)
    return html`<h3>Findings</h3>
      <p>None.</p>`
  const ordered = severityOrder.flatMap((severity) => findings.filter((found) => found.severity === severity))
  return html`<h3>Findings</h3>
    <ul class="findings">
      ${ordered.map(findingItem)}
    </ul>`
}

function findingItem(finding: Finding): Markup {
  const rows = findingRows(finding, mostRows)
  return html`<li class="${finding.severity}">
    <span class="severity">${finding.severity}</span> ${finding.message}
    ${rows !== '' && html`<span class="rows">Rows ${userText(rows)}</span>`}
    ${finding.next !== '' && html`<span class="todo">${finding.next}</span>`}
  </li> `
}
