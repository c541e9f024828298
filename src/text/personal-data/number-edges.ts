/**
 * What may not stand before a number that is looked for: a letter or digit, or the tail of a longer number
 * ("12-3456…"). To be put into a pattern with the `u` flag.
 */
export const numberStart = String.raw`(?<![\p{L}\p{N}_])(?<![\p{L}\p{N}][-./_])`

/** As `numberStart`, and no number in groups before it, of which this could be the tail ("12 3456 …"). */
export const groupedStart = String.raw`${numberStart}(?<!\p{N}[ \u00A0])`

/** What may not follow: a letter or digit, or further digits behind one separator. */
export const numberEnd = String.raw`(?![\p{L}\p{N}_])(?![-./_\u00A0][\p{L}\p{N}])`

/** The digits of a text. */
export function digitsOf(text: string): string {
  return text.replaceAll(/\D/gu, '')
}
