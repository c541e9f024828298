import type { Lengths, LengthsOfPart } from '../../contracts/data-texts.ts'
import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { formatCount } from '../words/format-count.ts'
import { lengthWords, partWords } from '../words/length-words.ts'
import { svgFrame } from './svg-frame.ts'
import { svgLine } from './svg-line.ts'
import { svgText } from './svg-text.ts'

const size = { width: 760, left: 150, right: 500, wordsLeft: 520, row: 46, top: 8 }

/** A small histogram of lengths for each part, all over the same bins, with what half and 95 % of them stay under. */
export function lengthChart({ edges, parts }: Lengths): Markup {
  const bottom = size.top + parts.length * size.row
  const ticks = ticksOf(edges)
  return svgFrame({
    id: 'length-chart',
    width: size.width,
    height: bottom + 24,
    title: 'Lengths of texts in characters, logarithmic',
    description: parts.map((part) => `${partWords(part)}: ${lengthWords(part)}`).join('; '),
    content: [
      ...ticks.map(({ x, text, anchor }) => svgText({ x, y: bottom + 18, text, anchor, style: 'tick' })),
      ...parts.map((part, at) => row(part, size.top + at * size.row)),
    ],
  })
}

/** Labels of the first, the middle and the last edge. */
function ticksOf(edges: readonly number[]) {
  const middle = Math.floor((edges.length - 1) / 2)
  const places = [
    { at: 0, anchor: 'start' as const },
    ...(middle > 0 && middle < edges.length - 1 ? [{ at: middle, anchor: 'middle' as const }] : []),
    { at: edges.length - 1, anchor: 'end' as const },
  ]
  return places.map(({ at, anchor }) => ({
    anchor,
    x: xOf(at, edges.length - 1),
    text: formatCount(edges[at] ?? 0),
  }))
}

function xOf(edge: number, bins: number): number {
  return Number((size.left + (edge / Math.max(1, bins)) * (size.right - size.left)).toFixed(1))
}

function row(part: LengthsOfPart, top: number): Markup {
  const base = top + size.row - 10
  const most = Math.max(1, ...part.counts)
  const bins = part.counts.length
  const bars = part.counts.map((count, at) => {
    const height = Number(((count / most) * (size.row - 16)).toFixed(1))
    const x = xOf(at, bins)
    const width = Number(Math.max(0.5, xOf(at + 1, bins) - x - 1).toFixed(1))
    return (
      count > 0 &&
      html`<rect x="${x}" y="${Number((base - height).toFixed(1))}" width="${width}" height="${height}" />`
    )
  })
  return html`<g class="lengths">
    ${svgText({ x: 0, y: base, text: partWords(part), style: 'name' })} ${bars}
    ${svgLine({ from: [size.left, base], to: [size.right, base], style: 'grid' })}
    ${svgText({ x: size.wordsLeft, y: base - 14, text: `half up to ${formatCount(part.median)}`, style: 'range' })}
    ${svgText({ x: size.wordsLeft, y: base, text: `95 % up to ${formatCount(part.p95)}, longest ${formatCount(part.max)}`, style: 'range' })}
  </g>`
}
