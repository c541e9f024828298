import type { LearningCurve } from '../../contracts/data-change.ts'
import { wilsonInterval } from '../../stats/wilson-interval.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { formatCount } from '../words/format-count.ts'
import { linearScale, type Scale } from './linear-scale.ts'
import { svgFrame } from './svg-frame.ts'
import { svgLine } from './svg-line.ts'
import { svgText } from './svg-text.ts'

const size = { width: 760, height: 300, left: 64, right: 640, top: 48, bottom: 250 }
const errorTicks = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1]

interface Point {
  rows: number
  error: number
  low: number
  high: number
}

interface Axes {
  x: Scale
  y: Scale
}

/** Error against train rows, both logarithmic, with 95 % intervals, and where one doubling is likely to lead. */
export function learningCurveChart(curve: LearningCurve): Markup {
  const points = curve.points.map(pointOf)
  const forecast = forecastOf(curve)
  const drawn = forecast === undefined ? points : [...points, forecast]
  const axes = axesOf(drawn)
  return svgFrame({
    id: 'learning-curve',
    width: size.width,
    height: size.height,
    title: `Wrong answers of the ${curve.method} against train rows, both logarithmic`,
    description: drawn
      .map(
        ({ rows, error, low, high }) =>
          `${formatCount(rows)} rows: ${percent(error)} (${percent(low)} to ${percent(high)})`,
      )
      .join('; '),
    content: [
      svgText({ x: 0, y: 14, text: `Wrong answers of the ${curve.method}, held-out rows`, style: 'group' }),
      ...errorAxis(drawn, axes),
      ...drawn.map(({ rows }) =>
        svgText({
          x: axes.x(rows),
          y: size.bottom + 20,
          text: formatCount(rows),
          anchor: 'middle',
          style: 'tick',
        }),
      ),
      svgText({ x: size.right, y: size.bottom + 42, text: 'rows of train', anchor: 'end', style: 'tick' }),
      measuredMarks(points, axes),
      forecast === undefined ? undefined : forecastMarks(forecast, { ...axes, from: points.at(-1) }),
    ],
  })
}

function pointOf({ rows, error, tested }: LearningCurve['points'][number]): Point {
  const { low, high } = wilsonInterval({ successes: Math.round(error * tested), trials: tested })
  // No error at all has no logarithm: it is drawn at half a row.
  return { rows, error: Math.max(error, 0.5 / tested), low: Math.max(low, 0.5 / tested), high }
}

/** The error after one doubling; its middle is that of the gain. */
function forecastOf({ points, doubling }: LearningCurve): Point | undefined {
  const last = points.at(-1)
  if (last === undefined || doubling.result !== 'gain') return undefined
  const least = 0.5 / last.tested
  const after = (gain: number): number => Math.max(least, last.error - gain)
  return {
    rows: 2 * last.rows,
    error: after((doubling.low + doubling.high) / 2),
    low: after(doubling.high),
    high: after(doubling.low),
  }
}

function axesOf(points: readonly Point[]): Axes {
  const log = (domain: readonly [number, number], range: readonly [number, number]): Scale => {
    const linear = linearScale({ domain: [Math.log(domain[0]), Math.log(domain[1])], range })
    return (value) => linear(Math.log(value))
  }
  const sizes = points.map(({ rows }) => rows)
  const [low, high] = errorRange(points)
  return {
    x: log([Math.min(...sizes), Math.max(...sizes)], [size.left + 20, size.right - 20]),
    y: log([low, high], [size.bottom, size.top]),
  }
}

/** What is measured fits in; a forecast may reach down to no error at all, and its line then ends with the axis. */
function errorRange(points: readonly Point[]): [number, number] {
  const floor = Math.min(...points.map(({ error }) => error)) / 2
  const low = Math.min(...points.map((point) => Math.max(floor, point.low)))
  return [0.9 * low, Math.min(1, 1.1 * Math.max(...points.map((point) => point.high)))]
}

/** Ticks with room between them, within the axis. */
function errorAxis(points: readonly Point[], { y }: Axes): Markup[] {
  const [low, high] = errorRange(points)
  const fitting: number[] = []
  for (const tick of errorTicks) {
    const last = fitting.at(-1)
    const hasRoom = last === undefined || y(last) - y(tick) >= 20
    if (tick >= low && tick <= high && hasRoom) fitting.push(tick)
  }
  return fitting.map(
    (tick) =>
      html`${svgLine({ from: [size.left, y(tick)], to: [size.right, y(tick)], style: 'grid' })}
      ${svgText({ x: size.left - 8, y: y(tick) + 4, text: percent(tick), anchor: 'end', style: 'tick' })} `,
  )
}

function measuredMarks(points: readonly Point[], { x, y }: Axes): Markup {
  const path = points.map(({ rows, error }) => `${x(rows)},${y(error)}`).join(' ')
  return html`<g class="row curve">
    <polyline points="${path}" />
    ${points.map(
      ({ rows, error, low, high }) =>
        html`${svgLine({ from: [x(rows), y(low)], to: [x(rows), y(high)], style: 'interval' })}
          <circle cx="${x(rows)}" cy="${y(error)}" r="5" />
          ${svgText({ x: x(rows) + 9, y: y(error) - 9, text: percent(error), style: 'point-name' })} `,
    )}
  </g>`
}

function forecastMarks(forecast: Point, { x, y, from }: Axes & { from: Point | undefined }): Markup {
  const { rows, error, low, high } = forecast
  const at = x(rows)
  return html`<g class="row other forecast">
    ${from !== undefined && svgLine({ from: [x(from.rows), y(from.error)], to: [at, y(error)], style: 'target' })}
    ${svgLine({ from: [at, y(low)], to: [at, y(high)], style: 'interval' })}
    <circle cx="${at}" cy="${y(error)}" r="5" />
    ${svgText({ x: at + 16, y: y(error) - 2, text: 'one doubling:', style: 'range' })}
    ${svgText({ x: at + 16, y: y(error) + 14, text: `${percent(low)} to ${percent(high)}`, style: 'range' })}
  </g>`
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`
}
