import type { DriftPeriod } from '../drift-periods.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { fitLabel } from './fit-label.ts'
import { linearScale, type Scale } from './linear-scale.ts'
import { svgFrame } from './svg-frame.ts'
import { svgLine } from './svg-line.ts'
import { svgText } from './svg-text.ts'
import { countOf } from '../words/format-count.ts'

const size = { width: 760, left: 150, right: 600, namesLeft: 612, top: 28, panel: 110, gap: 46 }
const mostLabels = 5
const mostTicks = 8
/** An AUC from which a difference counts (decision.md §12). */
const notable = 0.6

interface Panel {
  top: number
  x: (period: number) => number
  y: Scale
}

/** Drift over time: how well a classifier tells each period's inputs from the reference, and the shares of the labels that move most. */
export function driftChart(periods: readonly DriftPeriod[]): Markup {
  const across = linearScale({
    domain: [0, Math.max(1, periods.length - 1)],
    range: [size.left + 14, size.right - 14],
  })
  const hasShift = periods.some(({ shift }) => shift !== undefined)
  const labels = movingLabels(periods)
  const mixTop = hasShift ? size.top + size.panel + size.gap : size.top
  const shiftPanel = { top: size.top, x: across, y: scaleOf(size.top, [0.5, 1]) }
  const mixPanel = { top: mixTop, x: across, y: scaleOf(mixTop, [0, highestShare(periods, labels)]) }
  const bottom = labels.length === 0 ? size.top + size.panel : mixTop + size.panel
  return svgFrame({
    id: 'drift-chart',
    width: size.width,
    height: bottom + 24,
    title: 'Change of inputs and of the mix of answers over time',
    description: describe(periods, labels),
    content: [
      ...(hasShift ? [shiftMarks(periods, shiftPanel)] : []),
      ...(labels.length === 0 ? [] : [mixMarks(periods, labels, mixPanel)]),
      ...periodTicks(periods, { ...mixPanel, top: bottom }),
    ],
  })
}

function scaleOf(top: number, domain: readonly [number, number]): Scale {
  return linearScale({ domain, range: [top + size.panel, top] })
}

/** Labels whose share spans most, the widest first. */
function movingLabels(periods: readonly DriftPeriod[]): string[] {
  const names = [...new Set(periods.flatMap(({ mix }) => Object.keys(mix)))]
  const spans = names.map((label) => {
    const shares = periods.flatMap(({ mix }) => mix[label] ?? [])
    return { label, span: Math.max(...shares) - Math.min(...shares) }
  })
  return spans
    .toSorted((one, other) => other.span - one.span)
    .slice(0, mostLabels)
    .map(({ label }) => label)
}

function highestShare(periods: readonly DriftPeriod[], labels: readonly string[]): number {
  const most = Math.max(0.05, ...periods.flatMap(({ mix }) => labels.flatMap((label) => mix[label] ?? [])))
  return Math.min(1, Math.ceil(most * 20) / 20)
}

function shiftMarks(periods: readonly DriftPeriod[], panel: Panel): Markup {
  const line = panel.y(notable)
  return html`<g class="row finalist">
    ${svgText({ x: 0, y: panel.top - 12, text: 'How well a classifier tells the inputs from the earlier ones (AUC)', style: 'group' })}
    ${axis(panel, [0.5, 0.75, 1], (tick) => tick.toFixed(2))}
    ${svgLine({ from: [size.left, line], to: [size.right, line], style: 'target' })}
    ${svgText({ x: size.namesLeft, y: line + 4, text: 'counts from .60', style: 'range' })}
    ${periods.map(
      ({ shift }, at) =>
        shift !== undefined &&
        html`${svgLine({ from: [panel.x(at), panel.y(shift.low)], to: [panel.x(at), panel.y(shift.high)], style: 'interval' })}
          <circle cx="${panel.x(at)}" cy="${panel.y(shift.auc)}" r="5" />`,
    )}
  </g>`
}

function mixMarks(periods: readonly DriftPeriod[], labels: readonly string[], panel: Panel): Markup {
  const top = panel.y(0) - size.panel
  const most = highestShare(periods, labels)
  return html`<g class="drift">
    ${svgText({ x: 0, y: top - 12, text: 'Share of the labels that move most', style: 'group' })}
    ${axis(panel, [0, most / 2, most], (tick) => `${Number((tick * 100).toFixed(1))} %`)}
    ${labels.map((label, at) => labelLine(periods, label, { panel, at }))}
  </g>`
}

function axis({ y }: Panel, ticks: readonly number[], words: (tick: number) => string): Markup[] {
  return ticks.map(
    (tick) =>
      html`${svgLine({ from: [size.left, y(tick)], to: [size.right, y(tick)], style: 'grid' })}
      ${svgText({ x: size.left - 8, y: y(tick) + 4, text: words(tick), anchor: 'end', style: 'tick' })} `,
  )
}

/** A label's line through the periods that have it; lines differ in their dashes and are named at the right. */
function labelLine(
  periods: readonly DriftPeriod[],
  label: string,
  { panel, at }: { panel: Panel; at: number },
): Markup {
  const points = periods.flatMap(({ mix }, period) => {
    const known = mix[label]
    return known === undefined ? [] : [`${panel.x(period)},${panel.y(known)}`]
  })
  const y = panel.top + 12 + at * 22
  return html`<g class="line-${at}">
    <polyline points="${points.join(' ')}" />
    ${svgLine({ from: [size.namesLeft, y - 4], to: [size.namesLeft + 22, y - 4] })}
    ${svgText({ x: size.namesLeft + 28, y, text: fitLabel(label, size.width - size.namesLeft - 30), style: 'range' })}
  </g>`
}

function periodTicks(periods: readonly DriftPeriod[], panel: Panel): Markup[] {
  const every = Math.ceil(periods.length / mostTicks)
  return periods.flatMap(({ label }, at) =>
    at % every === 0
      ? [
          svgText({
            x: panel.x(at),
            y: panel.top + 18,
            text: fitLabel(tickWords(label), 70),
            anchor: 'middle',
            style: 'tick',
          }),
        ]
      : [],
  )
}

/** "1–150" for "rows 1 to 150": there is little room below the axis. */
function tickWords(label: string): string {
  return label.replace(/^rows (\d+) to (\d+)$/u, '$1–$2')
}

function describe(periods: readonly DriftPeriod[], labels: readonly string[]): string {
  return periods
    .map(({ label, rows, mix, shift }) => {
      const shares = labels.flatMap((name) => {
        const known = mix[name]
        return known === undefined ? [] : [`${name} ${Math.round(100 * known)} %`]
      })
      const auc = shift === undefined ? [] : [`AUC ${shift.auc.toFixed(2)}`]
      return `${label} (${countOf(rows, 'row')}): ${[...auc, ...shares].join(', ')}`
    })
    .join('; ')
}
