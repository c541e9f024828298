/** Control characters, escape sequences' introducers, line and direction overrides: all that could take over a screen. */
// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2028\u2029\u2066-\u2069\uFEFF]+/gu

/** Text from data made safe for one line of a terminal: what could move the cursor or turn the line is a space. */
export function printableText(text: string): string {
  return text.replaceAll(unsafe, ' ').replaceAll('\u00A0', ' ')
}
