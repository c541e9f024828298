import { driftChart } from '../charts/drift-chart.ts'
import type { DataChange, Decay, MissingRegion } from '../../contracts/data-change.ts'
import type { Report } from '../../contracts/report.ts'
import { driftPeriods } from '../drift-periods.ts'
import { decayWords, likenessWords, regionWords } from '../words/change-words.ts'
import { formatCount } from '../words/format-count.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'
import { userText } from './user-text.ts'

/** Coverage and change over time; absent where no embedder looked. */
export function coverageSection({ data }: Report): Markup | undefined {
  const { change } = data
  if (change === undefined) return undefined
  return html`<section aria-labelledby="coverage">
    <h2 id="coverage">Do test and production look like train?</h2>
    ${likenessWords(change).map((sentence) => html`<p>${sentence}</p>`)} ${regionList(change)}
    ${driftFigure(change)} ${change.decay !== undefined && decayPart(change.decay)}
  </section> `
}

function regionList({ regions }: DataChange): Markup | undefined {
  if (regions.length === 0) return undefined
  const isSealed = regions.some(({ from }) => from === 'test')
  return html`<h3>Inputs like nothing in train</h3>
    <p class="note">
      The most typical of each
      group.${isSealed && ' Of sealed test rows only words are shown that the nearest train row has too.'}
    </p>
    ${regions.map(regionItem)}`
}

function regionItem(region: MissingRegion): Markup {
  return html`<div class="example">
    <p><strong>${regionWords(region)}</strong></p>
    ${region.examples.map(
      ({ id, input }) =>
        html`<blockquote dir="auto">${input}</blockquote>
          <p class="source">${userText(id)}</p>`,
    )}
  </div> `
}

function driftFigure(change: DataChange): Markup | undefined {
  const periods = driftPeriods(change)
  if (periods.length < 2) return undefined
  return html`<h3>Over time</h3>
    <figure>
      ${driftChart(periods)}
      <figcaption>
        Each period against the rows before the first; 95 % intervals. A changed mix of answers is no loss of
        accuracy.
      </figcaption>
    </figure>`
}

function decayPart(decay: Decay): Markup {
  return html`<h3>How often will it need retraining?</h3>
    ${decayWords(decay).map((sentence) => html`<p>${sentence}</p>`)}
    ${
      decay.periods.length > 0 &&
      table({
        id: 'decay',
        caption: 'The head trained on the past, asked about later periods; 95 % intervals.',
        columns: [
          { heading: 'period', cell: ({ name }) => name },
          { heading: 'days after', numeric: true, cell: ({ days }) => formatCount(days) },
          { heading: 'rows', numeric: true, cell: ({ rows }) => formatCount(rows) },
          { heading: 'right', numeric: true, cell: ({ accuracy }) => shareWords(accuracy) },
        ],
        rows: decay.periods,
      })
    }`
}

function shareWords({ value, low, high }: Decay['periods'][number]['accuracy']): Markup {
  const percent = (share: number): string => (100 * share).toFixed(1)
  return html`${percent(value)} %<span class="range">${percent(low)} to ${percent(high)}</span>`
}
