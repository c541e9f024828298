import type { Segment } from './segments-of.ts'

/** A segment of so few words before another is its heading: "Governing Law." */
const headingWords = 6

/**
 * The text of each segment as it is learnt from: with the heading before it, on its line or as a short sentence of its own,
 * since "Insurance." says more of what follows than many of its words.
 */
export function segmentTexts(text: string, segments: readonly Segment[]): string[] {
  let heading = ''
  let headingEnd = -1
  return segments.map(({ start, end, numberStart }) => {
    const own = text.slice(start, end)
    const isNumbered = numberStart < start
    const before = text
      .slice(numberStart, start)
      .replace(/^\P{L}+/u, '')
      .trim()
    if (isShort(own)) {
      heading = own
      headingEnd = end
      return `${before} ${own}`.trim()
    }
    const above = !isNumbered && text.slice(headingEnd, start).trim() === '' ? heading : ''
    heading = ''
    return [above, before, own].filter((part) => part !== '').join(' ')
  })
}

function isShort(own: string): boolean {
  return own.split(/\s+/u).length <= headingWords
}
