import type { Comparison, Report } from '../../contracts/report.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { roundAxis } from '../quality-axis.ts'
import type { Axis } from '../quality-axis.ts'
import { formatDifference, formatMargin } from '../words/format-difference.ts'
import { metricWords } from '../words/metric-words.ts'
import { fitLabel } from './fit-label.ts'
import { linearScale } from './linear-scale.ts'
import type { Scale } from './linear-scale.ts'
import { svgFrame } from './svg-frame.ts'
import { svgLine } from './svg-line.ts'
import { svgText } from './svg-text.ts'

const size = { width: 760, left: 230, right: 580, valueRight: 660, top: 44, row: 40 }

interface Drawing {
  metric: string
  axis: Axis
  x: Scale
  /** Where a difference is harmful by more than the margin: −1 below, +1 above (lower is better). */
  harm: -1 | 1
}

/** Each paired difference with its 95 % interval, zero, and the region worse than the margin shaded. */
export function differenceChart(report: Report): Markup {
  const { comparisons, task } = report
  const drawing = drawingOf(comparisons, task.metric)
  const bottom = size.top + comparisons.length * size.row
  return svgFrame({
    id: 'difference-chart',
    width: size.width,
    height: bottom + 34,
    title: 'Differences between candidates on the same rows, with 95 % intervals and the margin',
    description: describe(report),
    content: [
      ...comparisons.map((comparison, index) => band(comparison, size.top + index * size.row, drawing)),
      frame(drawing, bottom),
      marginTitle(comparisons, drawing),
      ...comparisons.map((comparison, index) => row(comparison, size.top + index * size.row, drawing)),
    ],
  })
}

function drawingOf(comparisons: Comparison[], metric: string): Drawing {
  const harm = metricWords(metric).lowerIsBetter ? 1 : -1
  const values = comparisons.flatMap(({ difference, margin }) => [
    difference.low,
    difference.high,
    harm * margin * 1.5,
    0,
  ])
  const axis = roundAxis({ low: Math.min(...values), high: Math.max(...values), maxTicks: 8 })
  const x = linearScale({ domain: [axis.low, axis.high], range: [size.left, size.right] })
  return { metric, axis, x, harm }
}

function band({ margin }: Comparison, top: number, { x, axis, harm }: Drawing): Markup {
  const edge = x(harm * margin)
  const from = harm < 0 ? x(axis.low) : edge
  const to = harm < 0 ? edge : x(axis.high)
  const width = Number((to - from).toFixed(2))
  return html`
    <rect class="harm" x="${from}" y="${top}" width="${width}" height="${size.row}" />
    ${svgLine({ from: [edge, top], to: [edge, top + size.row], style: 'margin' })}
  `
}

function frame({ axis, x, metric }: Drawing, bottom: number): Markup {
  const unit = metricWords(metric).isShare ? 'points' : ''
  const ticks = axis.ticks.map((tick) => {
    const style = tick === 0 ? 'grid zero' : 'grid'
    const text = tickWords(tick, metric)
    return html`
      ${svgLine({ from: [x(tick), size.top], to: [x(tick), bottom], style })}
      ${svgText({ x: x(tick), y: bottom + 20, text, anchor: 'middle', style: 'tick' })}
    `
  })
  return html`${ticks} ${svgText({ x: size.right + 24, y: bottom + 20, text: unit, style: 'tick' })}`
}

function tickWords(tick: number, metric: string): string {
  return tick === 0 ? '0' : formatDifference(tick, metric).replace(/\.?0+$/u, '')
}

function marginTitle(comparisons: Comparison[], { x, metric, harm }: Drawing): Markup | undefined {
  const [first, ...rest] = comparisons
  if (first === undefined || rest.some(({ margin }) => margin !== first.margin)) return undefined
  const text = `margin ${formatMargin(first.margin, metric)}`
  return svgText({
    x: x(harm * first.margin),
    y: size.top - 10,
    text,
    anchor: 'middle',
    style: 'margin-name',
  })
}

function row({ a, b, difference }: Comparison, top: number, { x, metric }: Drawing): Markup {
  const middle = top + size.row / 2
  const y = middle + 4.5
  const value = formatDifference(difference.value, metric)
  const range = `${formatDifference(difference.low, metric)} to ${formatDifference(difference.high, metric)}`
  const rival = `against ${fitLabel(b, size.left - 80, 7)}`
  return html`<g class="row finalist">
    ${svgText({ x: 0, y: middle - 3, text: fitLabel(a, size.left - 20, 7.6), style: 'name' })}
    ${svgText({ x: 0, y: middle + 13, text: rival, style: 'range' })}
    ${svgLine({ from: [x(difference.low), middle], to: [x(difference.high), middle], style: 'interval' })}
    <circle cx="${x(difference.value)}" cy="${middle}" r="5.5" />
    ${svgText({ x: size.valueRight, y, text: value, anchor: 'end', style: 'value' })}
    ${svgText({ x: size.width, y, text: range, anchor: 'end', style: 'range' })}
  </g>`
}

function describe({ comparisons, task }: Report): string {
  const words = comparisons.map(
    ({ a, b, difference, margin }) =>
      `${a} minus ${b} ${formatDifference(difference.value, task.metric)}, ` +
      `${formatDifference(difference.low, task.metric)} to ${formatDifference(difference.high, task.metric)}, ` +
      `margin ${formatMargin(margin, task.metric)}`,
  )
  return `${words.join('; ')}.`
}
