/** A piece of HTML or SVG that is safe to put into a page. Made by `html` only. */
export interface Markup {
  readonly markup: string
}

export type MarkupValue = Markup | string | number | undefined | false | readonly MarkupValue[]

/**
 * Builds markup from a template. Strings and numbers put into it are escaped, in text and in quoted attributes;
 * markup is kept, lists are joined, `undefined` and `false` are nothing.
 */
export function html(parts: TemplateStringsArray, ...values: MarkupValue[]): Markup {
  return { markup: parts.map((part, index) => (index === 0 ? '' : write(values[index - 1])) + part).join('') }
}

function write(value: MarkupValue): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escapeText(value)
  return 'markup' in value ? value.markup : value.map(write).join('')
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** Not allowed in HTML: controls but tab and line breaks, lone surrogates, the two non-characters of each plane's end. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Surrogate}/gu

function escapeText(text: string): string {
  return text
    .replaceAll(forbidden, '\uFFFD')
    .replaceAll(/[&<>"']/gu, (character) => entities[character] ?? character)
}
