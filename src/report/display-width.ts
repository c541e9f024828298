const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const ascii = /^[\u0020-\u007E]*$/u
const invisible = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u
const wide =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F000}-\u{1F02F}\u{20000}-\u{3FFFD}]/u

/** Terminal columns a text takes: two for East Asian wide characters and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment)
  return width
}

/** Pads with spaces to `width` columns; a longer text is cut and ends in "…". */
export function fitText(text: string, width: number): string {
  const cut = truncateText(text, width)
  return cut + ' '.repeat(width - displayWidth(cut))
}

/** Pads on the left, for numbers. */
export function fitRight(text: string, width: number): string {
  const cut = truncateText(text, width)
  return ' '.repeat(width - displayWidth(cut)) + cut
}

/** At most `width` columns; a text that was cut ends in "…". */
export function truncateText(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  if (width < 1) return ''
  return `${takeColumns(text, width - 1)}…`
}

/** The longest start of a text that fits in `width` columns, never half a character. */
export function takeColumns(text: string, width: number): string {
  let taken = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
    used += graphemeWidth(segment)
    if (used > width) break
    taken += segment
  }
  return taken
}

function graphemeWidth(segment: string): number {
  if (invisible.test(segment)) return 0
  return wide.test(segment) ? 2 : 1
}
