/** Where a quote stands: UTF-16 offsets, `end` after the last, and the source's own text between them. */
export interface AlignedSpan {
  start: number
  end: number
  quote: string
}

/** Left out when texts are compared: white space, quotes, dashes, invisible marks (soft hyphen, zero-width space). */
const ignored = /[\s\p{Pd}\p{Cf}"'`´‘’‚‛“”„‟«»‹›′″]/u
const wordCharacter = /[\p{L}\p{N}]/u

/** The source's own text for a quote; `undefined` where it is not there. For several quotes of one source: `spanAligner`. */
export function alignSpan(quote: string, source: string): AlignedSpan | undefined {
  return spanAligner(source)(quote)
}

/**
 * Finds quotes in a source: as they are, else but for white space, line breaks, case, quote characters, dashes and ligatures. The
 * first place where words are whole wins; as it is, a quote may also be a part of a word.
 */
export function spanAligner(source: string): (quote: string) => AlignedSpan | undefined {
  let folded: Folded | undefined
  return (quote) => {
    if (quote.trim() === '') return undefined
    const exact = placeOf(quote, source, (start) => ({ start, end: start + quote.length }))
    const start = exact?.start ?? source.indexOf(quote)
    if (start >= 0) return { start, end: start + quote.length, quote }
    folded ??= fold(source)
    return alignFolded(quote, source, folded)
  }
}

/** A text as it is compared, and for each UTF-16 unit where the character it is from starts and ends. */
interface Folded {
  text: string
  starts: number[]
  ends: number[]
}

function fold(text: string): Folded {
  const folded: Folded = { text: '', starts: [], ends: [] }
  const parts: string[] = []
  let at = 0
  for (const character of text) {
    const end = at + character.length
    if (!ignored.test(character)) {
      const part = character.normalize('NFKC').toLowerCase()
      parts.push(part)
      for (let unit = 0; unit < part.length; unit += 1) {
        folded.starts.push(at)
        folded.ends.push(end)
      }
    }
    at = end
  }
  return { ...folded, text: parts.join('') }
}

function alignFolded(quote: string, source: string, folded: Folded): AlignedSpan | undefined {
  const key = fold(quote).text
  if (key === '') return undefined
  const found = placeOf(key, folded.text, (at) => ({
    start: folded.starts[at] ?? 0,
    end: folded.ends[at + key.length - 1] ?? 0,
    in: source,
  }))
  return found === undefined ? undefined : { ...found, quote: source.slice(found.start, found.end) }
}

interface Place {
  start: number
  end: number
  /** The text the offsets are of, where it is not the one searched. */
  in?: string
}

/** The first place of a text where it neither starts nor ends inside a word. */
function placeOf(
  needle: string,
  text: string,
  toPlace: (at: number) => Place,
): { start: number; end: number } | undefined {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const place = toPlace(at)
    if (areWholeWords(place.in ?? text, place)) return { start: place.start, end: place.end }
  }
  return undefined
}

function areWholeWords(text: string, { start, end }: Place): boolean {
  return !joins(text[start - 1], text[start]) && !joins(text[end - 1], text[end])
}

function joins(before: string | undefined, after: string | undefined): boolean {
  return (
    before !== undefined && after !== undefined && wordCharacter.test(before) && wordCharacter.test(after)
  )
}
