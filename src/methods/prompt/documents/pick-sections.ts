import type { Passage } from '../../../knowledge/split/passage.ts'
import type { FittingSection } from './fitting-sections.ts'

/**
 * The sections to ask, in document order: all, or where there are more than may be asked, those that hold the passages
 * found for the fields, best first, and then the first ones of the document.
 */
export function pickSections(
  sections: readonly FittingSection[],
  ranked: readonly Passage[],
  most: number,
): FittingSection[] {
  if (sections.length <= most) return [...sections]
  const found = ranked.flatMap((passage) =>
    sections.filter(({ section }) => section.start < passage.end && passage.start < section.end),
  )
  const kept = new Set([...new Set([...found, ...sections])].slice(0, most))
  return sections.filter((section) => kept.has(section))
}
