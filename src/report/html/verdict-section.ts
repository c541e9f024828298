import type { CandidateReport, Report } from '../../contracts/report.ts'
import { focusCandidate } from '../focus-candidate.ts'
import { shownQuality } from '../rank-candidates.ts'
import { choiceWords } from '../words/choice-words.ts'
import { countOf, formatCount } from '../words/format-count.ts'
import { formatMilliseconds } from '../words/format-duration.ts'
import { formatQuality, formatQualityRange } from '../words/format-quality.ts'
import { formatUsd } from '../words/format-usd.ts'
import { keepUnits } from '../words/keep-units.ts'
import { labelMoreWords } from '../words/label-more-words.ts'
import { metricWords } from '../words/metric-words.ts'
import { openingWords } from '../words/opening-words.ts'
import { sharedRowsWords } from '../words/rows-words.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** The top of the page: what to do, the number with its interval, what comes next, and the figures that matter. */
export function verdictSection(report: Report): Markup {
  const { task, verdict, provenance } = report
  const [first = choiceWords[verdict.choice], second] = verdict.because.map(({ text }) => text)
  return html`<header class="verdict">
    <p class="running">
      <span>${task.name}</span> <span>${sharedRowsWords(report)}</span>
      <span>${openingWords(provenance.opening)}</span>
      <span><time datetime="${provenance.finishedAt}">${day(provenance.finishedAt)}</time></span>
    </p>
    <p class="choice ${verdict.choice}">${choiceWords[verdict.choice]}</p>
    <h1>${keepUnits(first)}</h1>
    ${second !== undefined && html`<p class="lead">${keepUnits(second)}</p>`} ${cautions(report)}
    ${
      verdict.next.length > 0 &&
      html`<div class="next">
        <p class="label">Next</p>
        <ul>
          ${verdict.next.map((step) => html`<li>${keepUnits(step)}</li>`)}
        </ul>
      </div>`
    }
    ${keyFigures(report)}
  </header> `
}

function cautions({ verdict, incomplete }: Report): Markup[] {
  const notes: Markup[] = []
  if (verdict.labelMore !== undefined) {
    notes.push(
      html`<p class="caution"><strong>To settle it.</strong> ${labelMoreWords(verdict.labelMore)}</p>`,
    )
  }
  if (incomplete !== undefined) {
    const rows = countOf(incomplete.rows, 'row')
    notes.push(
      html`<p class="caution">
        <strong>Incomplete.</strong> ${rows} without an answer: ${incomplete.reason}. Run again to ask for
        them.
      </p>`,
    )
  }
  if (verdict.exploratory !== undefined) {
    notes.push(html`<p class="caution"><strong>Exploratory.</strong> ${verdict.exploratory}</p>`)
  }
  return notes
}

function keyFigures(report: Report): Markup | undefined {
  const focus = focusCandidate(report)
  if (focus === undefined) return undefined
  const figures = [
    qualityFigure(focus),
    latencyFigure(focus),
    costFigure(focus),
    monthFigure(focus, report.task.perMonth),
  ].filter((figure) => figure !== undefined)
  return html`<dl class="figures">
    ${figures.map(
      ({ label, value, detail }) =>
        html`<div>
          <dt>${label}</dt>
          <dd><span class="big">${value}</span><span class="detail">${detail}</span></dd>
        </div>`,
    )}
  </dl>`
}

interface KeyFigure {
  label: string
  value: string
  detail: string
}

function qualityFigure(candidate: CandidateReport): KeyFigure | undefined {
  const quality = shownQuality(candidate)
  if (quality === undefined) return undefined
  const range = formatQualityRange(quality, quality.metric)
  const { label } = metricWords(quality.metric)
  return {
    label: label[0]?.toUpperCase() + label.slice(1),
    value: formatQuality(quality.value, quality.metric),
    detail: `${range}, ${countOf(quality.n, 'row')}`,
  }
}

function latencyFigure({ latencyMs }: CandidateReport): KeyFigure | undefined {
  if (latencyMs === undefined) return undefined
  const { p50, p95 } = latencyMs
  return {
    label: 'Answers within',
    value: formatMilliseconds(p95),
    detail: `95 of 100; half within ${formatMilliseconds(p50)}`,
  }
}

function costFigure({ costPerQueryUsd, costUnknown }: CandidateReport): KeyFigure | undefined {
  if (costPerQueryUsd === undefined) {
    return costUnknown === undefined
      ? undefined
      : { label: 'Cost per 1,000', value: 'unknown', detail: costUnknown }
  }
  const { value, low, high } = costPerQueryUsd
  const detail = low === high ? 'answers' : `${formatUsd(low * 1000)} to ${formatUsd(high * 1000)}`
  return { label: 'Cost per 1,000', value: formatUsd(value * 1000), detail }
}

function monthFigure({ costPerQueryUsd }: CandidateReport, perMonth: number): KeyFigure | undefined {
  if (costPerQueryUsd === undefined) return undefined
  return {
    label: 'Cost a month',
    value: formatUsd(costPerQueryUsd.value * perMonth),
    detail: `at ${formatCount(perMonth)} a month`,
  }
}

function day(isoTime: string): string {
  const time = new Date(isoTime)
  if (Number.isNaN(time.getTime())) return isoTime
  return time.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}
