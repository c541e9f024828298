import type { Example } from '../../../contracts/example.ts'
import { answerOf, textsOf, type SpanField } from './span-fields.ts'
import { segmentsOf, type Segment } from './segments-of.ts'

/** A row cut into segments, and which of them its answer marks. */
export interface TaggedRow {
  text: string
  /** Rows of one group are held out together. */
  group: string
  segments: Segment[]
  /** segments × fields, 1 where the segment belongs to the field. */
  marks: Uint8Array
  /** Quotes of each field, in the order of the fields. */
  gold: string[][]
}

/** A segment belongs to a quote that covers more than this share of it, or of which it holds more than this share. */
const mostOfIt = 0.5

/** Cuts rows into segments and marks those that the texts of their answers cover, wherever these stand. */
export function tagRows(rows: readonly Example[], fields: readonly SpanField[]): TaggedRow[] {
  return rows.map((row) => {
    const { text } = row.input
    const segments = segmentsOf(text)
    const answer = answerOf(row.expected)
    const gold = fields.map(({ name }) => textsOf(answer[name]))
    const marks = new Uint8Array(segments.length * fields.length)
    for (const [field, quotes] of gold.entries()) {
      const places = quotes.flatMap((quote) => placesOf(quote, text))
      for (const [at, segment] of segments.entries())
        if (places.some((place) => isMostlyIn(segment, place))) marks[at * fields.length + field] = 1
    }
    return { text, group: row.group ?? row.id, segments, marks, gold }
  })
}

/** Whether more quotes begin with the number of their clause than leave it out. */
export function quotesKeepNumbers(rows: readonly TaggedRow[]): boolean {
  let kept = 0
  let left = 0
  for (const { text, segments, gold } of rows) {
    const places = gold.flat().flatMap((quote) => placesOf(quote, text).slice(0, 1))
    const numbered = segments.filter(({ start, numberStart }) => numberStart < start)
    for (const { start } of places) {
      kept += Number(numbered.some(({ numberStart }) => numberStart === start))
      left += Number(numbered.some((segment) => segment.start === start))
    }
  }
  return kept > left
}

/** Share of a field's quotes that begin and end where segments do: no other can be given exactly. */
export function reachableShare(rows: readonly TaggedRow[], field: number): number {
  let reached = 0
  let all = 0
  for (const { text, segments, gold } of rows) {
    const ends = new Set(segments.map(({ end }) => end))
    const starts = new Set(segments.flatMap(({ start, numberStart }) => [start, numberStart]))
    for (const quote of gold[field] ?? []) {
      all += 1
      reached += Number(placesOf(quote, text).some(({ start, end }) => starts.has(start) && ends.has(end)))
    }
  }
  return all === 0 ? 0 : reached / all
}

interface Place {
  start: number
  end: number
}

function placesOf(quote: string, text: string): Place[] {
  const places: Place[] = []
  for (let start = text.indexOf(quote); start >= 0; start = text.indexOf(quote, start + quote.length))
    places.push({ start, end: start + quote.length })
  return places
}

function isMostlyIn(segment: Place, place: Place): boolean {
  const shared = Math.min(segment.end, place.end) - Math.max(segment.start, place.start)
  return shared > mostOfIt * Math.min(segment.end - segment.start, place.end - place.start)
}
