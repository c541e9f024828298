import type { CostRange, CostReport } from '../../contracts/cost.ts'
import { html, type Markup } from '../html/markup.ts'
import { countRange, usdRange, wayWords } from '../words/cost-words.ts'
import { formatCount } from '../words/format-count.ts'
import { formatUsd } from '../words/format-usd.ts'
import { fitLabel } from './fit-label.ts'
import type { Scale } from './linear-scale.ts'
import { logAxis } from './log-scale.ts'
import { svgFrame } from './svg-frame.ts'
import { svgLine } from './svg-line.ts'
import { svgText } from './svg-text.ts'

const size = { width: 760, height: 320, left: 70, right: 600, top: 40, bottom: 262 }
const nameWidth = 150

interface Axes {
  x: Scale
  y: Scale
}

type Side = 'prompt' | 'tune'

/** The first year of both ways against the volume, both logarithmic: bands from low to high, and the planned volume. */
export function costCurveChart(cost: CostReport): Markup {
  const { curve, compared, volume } = cost
  const x = logAxis(
    curve.map(({ perMonth }) => perMonth),
    [size.left, size.right],
  )
  const y = logAxis(
    curve.flatMap(({ prompt, tune }) => [prompt.low, prompt.high, tune.low, tune.high]),
    [size.bottom, size.top],
  )
  const axes = { x: x.scale, y: y.scale }
  return svgFrame({
    id: 'cost-curve',
    width: size.width,
    height: size.height,
    title: `Cost of the first year of ${compared.prompt} and ${compared.tune} against queries a month, both logarithmic`,
    description: `${curve.map((point) => describe(point, compared)).join('; ')}. Planned: ${countRange(volume.perMonth)}.`,
    content: [
      svgText({ x: 0, y: 14, text: 'first year, USD', style: 'group' }),
      ...y.ticks.map(
        (tick) =>
          html`${svgLine({ from: [size.left, axes.y(tick)], to: [size.right, axes.y(tick)], style: 'grid' })}
          ${svgText({ x: size.left - 8, y: axes.y(tick) + 4, text: formatUsd(tick), anchor: 'end', style: 'tick' })} `,
      ),
      ...x.ticks.map((tick) =>
        svgText({
          x: axes.x(tick),
          y: size.bottom + 20,
          text: formatCount(tick),
          anchor: 'middle',
          style: 'tick',
        }),
      ),
      svgText({ x: size.right, y: size.bottom + 42, text: 'queries a month', anchor: 'end', style: 'tick' }),
      planned(volume.perMonth, axes),
      band(cost, 'prompt', axes),
      band(cost, 'tune', axes),
      ...names(cost, axes),
    ],
  })
}

function describe(
  { perMonth, prompt, tune }: CostReport['curve'][number],
  compared: CostReport['compared'],
): string {
  return `${formatCount(perMonth)} a month: ${compared.prompt} ${usdRange(prompt)}, ${compared.tune} ${usdRange(tune)}`
}

function planned({ low, high }: CostRange, { x }: Axes): Markup {
  const at = x(Math.sqrt(low * high))
  return html`${svgLine({ from: [at, size.top], to: [at, size.bottom], style: 'target' })}
  ${svgText({ x: at, y: size.top - 8, text: 'planned', anchor: 'middle', style: 'target-name' })}`
}

/** Where low and high are alike the band is its outline. */
function band({ curve }: CostReport, side: Side, { x, y }: Axes): Markup {
  const upper = curve.map((point) => `${x(point.perMonth)},${y(point[side].high)}`)
  const lower = curve.map((point) => `${x(point.perMonth)},${y(point[side].low)}`).toReversed()
  return html`<polygon class="band ${side}" points="${[...upper, ...lower].join(' ')}" />`
}

/** At the right end of the bands, the upper one first, apart from each other. */
function names({ curve, compared }: CostReport, { y }: Axes): Markup[] {
  const last = curve.at(-1)
  if (last === undefined) return []
  const middle = (side: Side) => y(Math.sqrt(last[side].low * last[side].high))
  const sides = (['prompt', 'tune'] as const).toSorted((a, b) => middle(a) - middle(b))
  const first = Math.min(...sides.map(middle))
  return sides.map((side, index) =>
    svgText({
      x: size.right + 10,
      y: Math.max(middle(side), first + 20 * index) + 4,
      text: fitLabel(wayWords(side, compared), nameWidth),
      style: `band-name ${side}`,
    }),
  )
}
