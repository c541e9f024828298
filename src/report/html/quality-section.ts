import { intervalChart } from '../charts/interval-chart.ts'
import type { Report } from '../../contracts/report.ts'
import { shownQuality } from '../rank-candidates.ts'
import { reasons } from '../reasons.ts'
import { keepUnits } from '../words/keep-units.ts'
import { metricWords } from '../words/metric-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** Why: the reasons in words, and the ranked interval plot. */
export function qualitySection(report: Report): Markup {
  const isMeasured = report.candidates.some((candidate) => shownQuality(candidate) !== undefined)
  const why = reasons(report)
  return html`<section aria-labelledby="why">
    <h2 id="why">How good each one is</h2>
    ${why.map((reason) => html`<p>${keepUnits(reason)}</p>`)}
    ${isMeasured ? figure(report) : html`<p>No candidate was measured.</p>`}
  </section> `
}

function figure(report: Report): Markup {
  const { lowerIsBetter, label } = metricWords(report.task.metric)
  return html`<figure>
    ${intervalChart(report)}
    <figcaption>
      ${label[0]?.toUpperCase()}${label.slice(1)} with its 95 %
      interval${lowerIsBetter ? ', lower is better' : ''}. Filled: the same test rows for all. The figures are
      in <a href="#candidates">the table of candidates</a>.
    </figcaption>
  </figure>`
}
