import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'

interface SvgLine {
  /** Both ends as [x, y]. */
  from: readonly [number, number]
  to: readonly [number, number]
  /** The class that styles it. */
  style?: string
}

/** A straight line in a drawing. */
export function svgLine({ from, to, style = '' }: SvgLine): Markup {
  return html`<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" class="${style}" />`
}
