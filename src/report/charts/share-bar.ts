import { html } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'

const size = { width: 160, height: 10 }

/** A bar inside a table cell; the number beside it says the same, so it is hidden from screen readers. */
export function shareBar(share: number): Markup {
  const length = Number((Math.max(0, Math.min(1, share)) * size.width).toFixed(1))
  return html`<svg
    class="bar"
    viewBox="0 0 ${size.width} ${size.height}"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect x="0" y="0" width="${length}" height="${size.height}" />
  </svg>`
}
