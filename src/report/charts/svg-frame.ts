import { html } from '../html/markup.ts'
import type { Markup, MarkupValue } from '../html/markup.ts'

interface SvgFrame {
  /** Unique in the page. */
  id: string
  width: number
  height: number
  /** What the picture is; and what it shows, in a sentence for those who cannot see it. */
  title: string
  description: string
  content: MarkupValue[]
}

/** An SVG that scales with its column and is named and described for screen readers. */
export function svgFrame({ id, width, height, title, description, content }: SvgFrame): Markup {
  return html`<svg
    class="chart"
    role="img"
    viewBox="0 0 ${width} ${height}"
    aria-labelledby="${id}-title ${id}-desc"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-desc">${description}</desc>
    ${content}
  </svg>`
}
