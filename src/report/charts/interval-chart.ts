import type { CandidateReport, Report } from '../../contracts/report.ts'
import { focusCandidate } from '../focus-candidate.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { qualityAxis } from '../quality-axis.ts'
import type { Axis } from '../quality-axis.ts'
import { rankCandidates, shownQuality } from '../rank-candidates.ts'
import { formatQuality, formatQualityRange, formatQualityTarget } from '../words/format-quality.ts'
import { metricWords } from '../words/metric-words.ts'
import { fitLabel } from './fit-label.ts'
import { linearScale } from './linear-scale.ts'
import type { Scale } from './linear-scale.ts'
import { svgFrame } from './svg-frame.ts'
import { svgLine } from './svg-line.ts'
import { svgText } from './svg-text.ts'

const size = { width: 760, left: 176, right: 600, valueRight: 672, top: 40, row: 34, groupGap: 30 }

interface Drawing {
  metric: string
  axis: Axis
  x: Scale
  focus: string | undefined
}

/** Quality of every candidate with its 95 % interval, best first; validation-only figures apart and hollow. */
export function intervalChart(report: Report): Markup {
  const { finalists, validationOnly, floors } = rankCandidates(report)
  const others = [...validationOnly, ...floors].filter((candidate) => shownQuality(candidate) !== undefined)
  const measured = finalists.filter((candidate) => shownQuality(candidate) !== undefined)
  const drawing = drawingOf(report, [...measured, ...others])
  const otherTop = size.top + measured.length * size.row + size.groupGap
  const bottom = others.length === 0 ? otherTop - size.groupGap : otherTop + others.length * size.row
  return svgFrame({
    id: 'interval-chart',
    width: size.width,
    height: bottom + 30,
    title: `${metricWords(report.task.metric).label} of each candidate with its 95 % interval`,
    description: describe([...measured, ...others], report),
    content: [
      frame(drawing, bottom),
      targetMark(report, { drawing, bottom }),
      ...measured.map((candidate, index) => row(candidate, size.top + index * size.row, drawing)),
      ...(others.length === 0 ? [] : [groupTitle(otherTop)]),
      ...others.map((candidate, index) => row(candidate, otherTop + index * size.row, drawing)),
    ],
  })
}

function drawingOf(report: Report, candidates: CandidateReport[]): Drawing {
  const { metric, target } = report.task
  const axis = qualityAxis({ candidates, target, metric, maxTicks: 9 })
  const x = linearScale({ domain: [axis.low, axis.high], range: [size.left, size.right] })
  return { metric, axis, x, focus: focusCandidate(report)?.name }
}

function frame({ axis, x, metric }: Drawing, bottom: number): Markup[] {
  return axis.ticks.map((tick) => {
    const text = formatQualityTarget(tick, metric)
    return html`
      ${svgLine({ from: [x(tick), size.top - 6], to: [x(tick), bottom], style: 'grid' })}
      ${svgText({ x: x(tick), y: bottom + 20, text, anchor: 'middle', style: 'tick' })}
    `
  })
}

function targetMark({ task }: Report, { drawing, bottom }: { drawing: Drawing; bottom: number }): Markup {
  const at = drawing.x(task.target)
  const text = `target ${formatQualityTarget(task.target, task.metric)}`
  return html`
    ${svgLine({ from: [at, size.top - 10], to: [at, bottom], style: 'target' })}
    ${svgText({ x: at, y: size.top - 18, text, anchor: 'middle', style: 'target-name' })}
  `
}

function groupTitle(top: number): Markup {
  const text = 'Validation rows only, not compared with the rows above'
  return svgText({ x: 0, y: top - 8, text, style: 'group' })
}

function row(candidate: CandidateReport, top: number, drawing: Drawing): Markup | undefined {
  const figure = shownQuality(candidate)
  if (figure === undefined) return undefined
  const { x, metric } = drawing
  const middle = top + size.row / 2
  const y = middle + 4.5
  const kind = candidate.name === drawing.focus ? 'focus' : candidate.finalist ? 'finalist' : 'other'
  const name = fitLabel(candidate.name, size.left - 20, 7.6)
  const value = formatQuality(figure.value, metric)
  const range = formatQualityRange(figure, metric)
  return html`<g class="row ${kind}">
    ${svgText({ x: 0, y, text: name, style: 'name' })}
    ${svgLine({ from: [x(figure.low), middle], to: [x(figure.high), middle], style: 'interval' })}
    ${pointMark(figure.value, middle, drawing)}
    ${svgText({ x: size.valueRight, y, text: value, anchor: 'end', style: 'value' })}
    ${svgText({ x: size.width, y, text: range, anchor: 'end', style: 'range' })}
  </g>`
}

function pointMark(value: number, middle: number, { x, axis }: Drawing): Markup {
  const isOff = value < axis.low || value > axis.high
  if (isOff) return html`<path class="off" d="${offArrow(x(value), middle, value < axis.low)}" />`
  return html`<circle cx="${x(value)}" cy="${middle}" r="5.5" />`
}

function offArrow(at: number, middle: number, isLeft: boolean): string {
  const tip = isLeft ? at - 4 : at + 4
  const back = isLeft ? at + 5 : at - 5
  return `M${back} ${middle - 5} L${tip} ${middle} L${back} ${middle + 5}`
}

function describe(candidates: CandidateReport[], { task }: Report): string {
  const words = candidates.map((candidate) => {
    const figure = shownQuality(candidate)
    if (figure === undefined) return ''
    const rows = candidate.finalist ? 'test' : 'validation'
    return `${candidate.name} ${formatQuality(figure.value, task.metric)} (${formatQualityRange(figure, task.metric)}, ${rows} rows)`
  })
  return `Target ${formatQualityTarget(task.target, task.metric)}. ${words.join('; ')}.`
}
