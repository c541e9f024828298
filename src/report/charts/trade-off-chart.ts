import type { CandidateReport, Report } from '../../contracts/report.ts'
import { focusCandidate } from '../focus-candidate.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { roundAxis } from '../quality-axis.ts'
import type { Axis } from '../quality-axis.ts'
import { shownQuality } from '../rank-candidates.ts'
import { formatQuality, formatQualityTarget } from '../words/format-quality.ts'
import { metricWords } from '../words/metric-words.ts'
import { fitLabel } from './fit-label.ts'
import { linearScale } from './linear-scale.ts'
import type { Scale } from './linear-scale.ts'
import { logAxis } from './log-scale.ts'
import { placeLabels } from './place-labels.ts'
import { svgFrame } from './svg-frame.ts'
import { svgLine } from './svg-line.ts'
import { svgText } from './svg-text.ts'

const size = { width: 370, height: 300, left: 50, right: 358, top: 18, bottom: 246 }

/** What quality is set against: how to read it from a candidate and write it. Values are positive, lower is better. */
export interface TradeOff {
  id: string
  title: string
  of: (candidate: CandidateReport) => number | undefined
  format: (value: number) => string
}

interface Point {
  candidate: CandidateReport
  x: number
  y: number
  /** The ends of the quality interval: highest on the page first. */
  top: number
  bottom: number
}

interface Drawing {
  axis: Axis
  y: Scale
  x: Scale
  ticks: number[]
}

/** Quality of the measured candidates against a cost or a latency on a log scale; hollow points are validation only. */
export function tradeOffChart(report: Report, tradeOff: TradeOff): Markup {
  const { metric, target } = report.task
  const shown = plotted(report, tradeOff)
  const drawing = drawingOf(report, { shown, tradeOff })
  const points = shown.map((candidate) => pointOf(candidate, { drawing, tradeOff }))
  const targetAt = drawing.y(target)
  return svgFrame({
    id: tradeOff.id,
    width: size.width,
    height: size.height,
    title: `${metricWords(metric).label} against ${tradeOff.title}`,
    description: `${shown.map((candidate) => describe(candidate, { tradeOff, metric })).join('; ')}.`,
    content: [
      frame(drawing, { metric, tradeOff }),
      svgLine({ from: [size.left, targetAt], to: [size.right, targetAt], style: 'target' }),
      ...points.map((point) => mark(point, focusCandidate(report)?.name)),
      ...names(points),
    ],
  })
}

/** Candidates with both figures. */
export function plotted({ candidates }: Report, { of }: TradeOff): CandidateReport[] {
  return candidates.filter((candidate) => {
    return shownQuality(candidate) !== undefined && (of(candidate) ?? 0) > 0
  })
}

function drawingOf(
  report: Report,
  { shown, tradeOff }: { shown: CandidateReport[]; tradeOff: TradeOff },
): Drawing {
  const { target } = report.task
  const figures = shown.map(shownQuality).filter((figure) => figure !== undefined)
  const low = Math.min(target, ...figures.map((figure) => figure.low))
  const high = Math.max(target, ...figures.map((figure) => figure.high))
  const axis = roundAxis({ low, high, maxTicks: 7, withinUnit: high <= 1 })
  const y = linearScale({ domain: [axis.low, axis.high], range: [size.bottom, size.top] })
  const { scale: x, ticks } = logAxis(
    shown.map((candidate) => tradeOff.of(candidate) ?? 0),
    [size.left + 14, size.right - 14],
  )
  return { axis, y, x, ticks }
}

function pointOf(
  candidate: CandidateReport,
  { drawing, tradeOff }: { drawing: Drawing; tradeOff: TradeOff },
): Point {
  const figure = shownQuality(candidate) ?? { value: 0, low: 0, high: 0 }
  const { x, y } = drawing
  return {
    candidate,
    x: x(tradeOff.of(candidate) ?? 0),
    y: y(figure.value),
    top: y(figure.high),
    bottom: y(figure.low),
  }
}

function frame(
  { axis, y, x, ticks }: Drawing,
  { metric, tradeOff }: { metric: string; tradeOff: TradeOff },
): Markup {
  const across = axis.ticks.map((tick) => {
    const text = formatQualityTarget(tick, metric)
    return html`
      ${svgLine({ from: [size.left, y(tick)], to: [size.right, y(tick)], style: 'grid' })}
      ${svgText({ x: size.left - 8, y: y(tick) + 4, text, anchor: 'end', style: 'tick' })}
    `
  })
  const along = ticks.map((tick) => {
    const text = tradeOff.format(tick)
    return html`
      ${svgLine({ from: [x(tick), size.bottom], to: [x(tick), size.bottom + 5], style: 'grid' })}
      ${svgText({ x: x(tick), y: size.bottom + 20, text, anchor: 'middle', style: 'tick' })}
    `
  })
  const text = `${tradeOff.title} (log scale)`
  const middle = (size.left + size.right) / 2
  return html`${across} ${along}
  ${svgText({ x: middle, y: size.height - 8, text, anchor: 'middle', style: 'tick' })}`
}

function mark({ candidate, x, y, top, bottom }: Point, focus: string | undefined): Markup {
  const kind = candidate.name === focus ? 'focus' : candidate.finalist ? 'finalist' : 'other'
  return html`<g class="row ${kind}">
    ${svgLine({ from: [x, top], to: [x, bottom], style: 'interval' })}
    <circle cx="${x}" cy="${y}" r="5.5" />
  </g>`
}

function names(points: Point[]): Markup[] {
  const labelled = points.map(({ candidate, ...point }) => ({
    ...point,
    name: fitLabel(candidate.name, 140),
  }))
  const box = { left: size.left, right: size.width, top: 0, bottom: size.bottom - 2 }
  return placeLabels(labelled, box).map(({ name, textX, textY, anchor }) =>
    svgText({ x: textX, y: textY, text: name, anchor, style: 'point-name' }),
  )
}

function describe(
  candidate: CandidateReport,
  { tradeOff, metric }: { tradeOff: TradeOff; metric: string },
): string {
  const quality = formatQuality(shownQuality(candidate)?.value ?? 0, metric)
  return `${candidate.name} ${quality} at ${tradeOff.format(tradeOff.of(candidate) ?? 0)}`
}
