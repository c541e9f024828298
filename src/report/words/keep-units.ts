const nonBreakingSpace = '\u00A0'
const beforeUnit = /(?<=\d) (?=%|(?:ms|s|min|h|points?)(?![\p{L}\d]))/gu

/** Ties numbers to their units, so that "92.8 %" and "4 ms" stay on one line. */
export function keepUnits(text: string): string {
  return text.replaceAll(beforeUnit, nonBreakingSpace)
}
