import { outlineOf, sectionAt } from '../split/outline-of.ts'

/** Where in a document an answer stands. `quote` is the document's own text: `text.slice(start, end)`. */
export interface Citation {
  document: string
  start: number
  end: number
  quote: string
  /** Path of the section it begins in; empty where the text has no structure. */
  section: string
}

/** A range of a document, such as a passage the answer was drawn from. */
export interface TextRange {
  start: number
  end: number
}

/**
 * Finds answers that must be words of the document. White space may differ (line breaks get lost on the way through a
 * prompt), nothing else. Of several places the first inside `within` (the passages that were shown) counts, in their
 * order, else the first of all.
 */
export function citationsOf(
  answers: readonly string[],
  document: { name: string; text: string },
  within: readonly TextRange[] = [],
): { citations: Citation[]; notFound: string[] } {
  const outline = outlineOf(document.text)
  const citations: Citation[] = []
  const notFound: string[] = []
  for (const answer of answers) {
    const place = placeOf(answer, document.text, within)
    if (place === undefined) notFound.push(answer)
    else {
      citations.push({
        document: document.name,
        ...place,
        quote: document.text.slice(place.start, place.end),
        section: sectionAt(outline, place.start),
      })
    }
  }
  return { citations, notFound }
}

function placeOf(answer: string, text: string, within: readonly TextRange[]): TextRange | undefined {
  const words = answer.trim().split(/\s+/u)
  if (words[0] === undefined || words[0] === '') return undefined
  const places = exactPlaces(answer.trim(), text)
  const found = places.length > 0 ? places : spacedPlaces(words, text)
  for (const range of within) {
    const inside = found.find(({ start, end }) => start >= range.start && end <= range.end)
    if (inside !== undefined) return inside
  }
  return found[0]
}

function exactPlaces(answer: string, text: string): TextRange[] {
  const places: TextRange[] = []
  for (let start = text.indexOf(answer); start >= 0; start = text.indexOf(answer, start + 1)) {
    places.push({ start, end: start + answer.length })
  }
  return places
}

function spacedPlaces(words: readonly string[], text: string): TextRange[] {
  const pattern = words.map((word) => escaped(word)).join('\\s+')
  return [...text.matchAll(new RegExp(pattern, 'gu'))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\/-]/gu, '\\$&')
}
