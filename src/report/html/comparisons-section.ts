import { differenceChart } from '../charts/difference-chart.ts'
import type { Comparison, Report } from '../../contracts/report.ts'
import { resultSign, resultWords } from '../words/criterion-words.ts'
import { formatCount } from '../words/format-count.ts'
import { formatDifference, formatMargin } from '../words/format-difference.ts'
import { formatPValue } from '../words/format-p-value.ts'
import { metricWords } from '../words/metric-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import type { Column } from './table.ts'

/** The paired comparisons: intervals of the difference with the margin, then counts and tests. */
export function comparisonsSection(report: Report): Markup | undefined {
  if (report.comparisons.length === 0) return undefined
  return html`<section aria-labelledby="comparisons">
    <h2 id="comparisons">Compared row by row</h2>
    <p>${pairingWords(report)}</p>
    <figure>
      ${differenceChart(report)}
      <figcaption>
        Difference with its 95 % interval. Shaded: worse than the margin allows. The figures are in
        <a href="#comparison-table">the table below</a>.
      </figcaption>
    </figure>
    ${table({
      id: 'comparison-table',
      caption: 'Paired comparisons. The adjusted p is the eligibility claim of the first of the pair (Holm).',
      columns: columns(report),
      rows: report.comparisons,
    })}
  </section> `
}

function pairingWords({ task }: Report): string {
  const pairs = metricWords(task.metric).isShare
    ? 'Each pair answered the same rows, so only rows where one is right and the other is not tell them apart.'
    : 'Each pair answered the same rows, so their scores are compared row by row.'
  return `${pairs} "Not worse" means not worse by more than ${formatMargin(task.margin, task.metric)}: the margin you allowed.`
}

function columns({ task, comparisons }: Report): Column<Comparison>[] {
  const { isShare } = metricWords(task.metric)
  const unit = isShare ? ', points' : ''
  const hasMidP = comparisons.some(({ midP }) => midP !== undefined)
  const hasAdjusted = comparisons.some(({ pAdjusted }) => pAdjusted !== undefined)
  const optional: [boolean, Column<Comparison>][] = [
    [hasMidP, { heading: 'mid-p', numeric: true, cell: ({ midP }) => pCell(midP) }],
    [true, { heading: 'not worse p', numeric: true, cell: ({ nonInferiorP }) => pCell(nonInferiorP) }],
    [hasAdjusted, { heading: 'adjusted p', numeric: true, cell: ({ pAdjusted }) => pCell(pAdjusted) }],
  ]
  return [
    { heading: 'pair', cell: ({ a, b }) => html`${a}<span class="kind">against ${b}</span>` },
    { heading: 'rows', numeric: true, cell: ({ n }) => formatCount(n) },
    {
      heading: `difference${unit}`,
      numeric: true,
      cell: ({ difference: { value, low, high } }) =>
        html`<strong>${formatDifference(value, task.metric)}</strong
          ><span class="range"
            >${formatDifference(low, task.metric)} to ${formatDifference(high, task.metric)}</span
          >`,
    },
    {
      heading: isShare ? 'only first / only second right' : 'first / second better',
      numeric: true,
      cell: ({ discordant }) => discordant.map(formatCount).join(' / '),
    },
    {
      heading: 'not worse',
      cell: ({ nonInferior }) =>
        html`<span class="result ${nonInferior}"
          ><span aria-hidden="true">${resultSign[nonInferior]}</span> ${resultWords[nonInferior]}</span
        >`,
    },
    {
      heading: 'different p',
      numeric: true,
      cell: ({ pValue, test }) => html`${formatPValue(pValue)}<span class="kind">${test}</span>`,
    },
    ...optional.filter(([isShown]) => isShown).map(([, column]) => column),
  ]
}

function pCell(pValue: number | undefined): string {
  return pValue === undefined ? '–' : formatPValue(pValue)
}
