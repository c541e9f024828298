import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** Text from data inside our sentence: kept apart so that its writing direction turns nothing around it. */
export function userText(text: string): Markup {
  return html`<bdi>${text}</bdi>`
}
