import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'

interface SvgText {
  x: number
  y: number
  text: string
  anchor?: 'start' | 'middle' | 'end'
  /** The class that styles it. */
  style?: string
}

/** One line of text in a drawing; `y` is its baseline. */
export function svgText({ x, y, text, anchor = 'start', style = '' }: SvgText): Markup {
  return html`<text x="${x}" y="${y}" text-anchor="${anchor}" class="${style}">${text}</text>`
}
