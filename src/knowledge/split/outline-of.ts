import { clauseMarks } from './clause-marks.ts'
import { headingMarks } from './heading-marks.ts'
import { itemMarks } from './item-marks.ts'
import type { SectionMark } from './section-mark.ts'

/**
 * Where the sections of a text begin, in order: Markdown headings, lines in capitals, articles, numbered clauses and
 * lettered items. Numbers inside running text count too, since many contracts come with their line breaks lost.
 */
export function outlineOf(text: string): SectionMark[] {
  const headings = headingMarks(text)
  const clauses = clauseMarks(text)
  const items = itemMarks(text, clauses)
  const byStart = new Map<number, SectionMark>()
  for (const mark of [...items, ...headings, ...clauses]) byStart.set(mark.start, mark)
  return [...byStart.values()].toSorted((one, other) => one.start - other.start)
}

/** Between the parts of a section's path. */
const pathSeparator = ' › '

/** The path of the section a place lies in, outermost first: `ARTICLE IV. TERM › 4.3 › (b)`; empty before the first. */
export function sectionAt(outline: readonly SectionMark[], offset: number): string {
  const path: SectionMark[] = []
  let level = Number.POSITIVE_INFINITY
  for (let at = lastMarkAt(outline, offset); at >= 0 && level > 1; at -= 1) {
    const mark = outline[at]
    if (mark === undefined || mark.level >= level) continue
    path.unshift(mark)
    level = mark.level
  }
  return path.map(({ label }) => label).join(pathSeparator)
}

/** Index of the last mark that begins at or before the offset; -1 when there is none. */
function lastMarkAt(outline: readonly SectionMark[], offset: number): number {
  let low = 0
  let high = outline.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((outline[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}
