import { DataError } from '../../errors.ts'
import { estimateTokens } from '../estimate-tokens.ts'
import { breakPoints, breakStrength, type BreakPoint } from './break-points.ts'
import { outlineOf, sectionAt } from './outline-of.ts'
import type { Passage } from './passage.ts'

/** How a document is cut up. */
export interface SplitOptions {
  /** Tokens of a passage at most. */
  maxTokens: number
  /** Tokens of a text; without it `estimateTokens`. */
  countTokens?: (text: string) => number
  /** Tokens at the end of a passage that the next one repeats, at most: 0. Whole sentences only. */
  overlapTokens?: number
}

/**
 * Cuts a text into passages of at most `maxTokens`, as few as greedy packing makes, each ended at the best place in its
 * second half: a section, a paragraph, a line, a sentence; words and characters only where a sentence is too long.
 * Passages come in order, cover every character that is not white space, and know the section they begin in.
 *
 * @throws DataError when `maxTokens` is no positive integer, or the overlap is not smaller.
 */
export function splitDocument(document: { name: string; text: string }, options: SplitOptions): Passage[] {
  const { maxTokens, countTokens = estimateTokens, overlapTokens = 0 } = options
  assertSizes(maxTokens, overlapTokens)
  const { name, text } = document
  const outline = outlineOf(text)
  const fits = (start: number, end: number): boolean =>
    countTokens(text.slice(start, end).trim()) <= maxTokens
  const units = unitsOf(text, breakPoints(text, outline), fits)
  return packed(units, {
    fits,
    overlaps: (start, end) => countTokens(text.slice(start, end)) <= overlapTokens,
  })
    .map(({ start, end }) => trimmed(text, start, end))
    .map(({ start, end }) => ({
      document: name,
      start,
      end,
      text: text.slice(start, end),
      section: sectionAt(outline, start),
    }))
}

function assertSizes(maxTokens: number, overlapTokens: number): void {
  if (!Number.isInteger(maxTokens) || maxTokens < 1)
    throw new DataError(`maxTokens is ${maxTokens}. It must be a whole number from 1.`)
  if (!Number.isInteger(overlapTokens) || overlapTokens < 0 || overlapTokens >= maxTokens) {
    throw new DataError(
      `overlapTokens is ${overlapTokens}. It must be a whole number from 0, below maxTokens (${maxTokens}).`,
    )
  }
}

/** What is never cut: it ends at a break of this strength. */
interface Unit {
  start: number
  end: number
  strength: number
}

type Fits = (start: number, end: number) => boolean

/** The pieces between breaks, each small enough for a passage of its own; blank ones left out. */
function unitsOf(text: string, points: readonly BreakPoint[], fits: Fits): Unit[] {
  const ends = [...points, { at: text.length, strength: Number.POSITIVE_INFINITY }]
  let start = 0
  return ends.flatMap(({ at, strength }) => {
    const unit = { start, end: at, strength }
    start = at
    if (text.slice(unit.start, unit.end).trim() === '') return []
    return fits(unit.start, unit.end) ? [unit] : wordsOf(text, unit, fits)
  })
}

function wordsOf(text: string, unit: Unit, fits: Fits): Unit[] {
  const words = [...text.slice(unit.start, unit.end).matchAll(/\S+\s*/gu)].map((match) => ({
    start: unit.start + match.index,
    end: unit.start + match.index + match[0].length,
    strength: breakStrength.word as number,
  }))
  const last = words.at(-1)
  if (last !== undefined) last.strength = unit.strength
  return words.flatMap((word) => (fits(word.start, word.end) ? [word] : halvesOf(text, word, fits)))
}

/** Halves a word until it fits; a single character stays, however many tokens it is. */
function halvesOf(text: string, unit: Unit, fits: Fits): Unit[] {
  if (fits(unit.start, unit.end)) return [unit]
  let middle = (unit.start + unit.end) >> 1
  if (/[\uDC00-\uDFFF]/.test(text[middle] ?? '')) middle -= 1
  if (middle <= unit.start) return [unit]
  const first = { start: unit.start, end: middle, strength: breakStrength.character }
  return [...halvesOf(text, first, fits), ...halvesOf(text, { ...unit, start: middle }, fits)]
}

/** Fills passages one after the other. */
function packed(
  units: readonly Unit[],
  limits: { fits: Fits; overlaps: Fits },
): { start: number; end: number }[] {
  const passages: { start: number; end: number }[] = []
  let first = 0
  let before = -1
  while (first < units.length) {
    const from = overlapStart(units, { first, before, ...limits })
    const full = lastThatFits(units, { from, first, fits: limits.fits })
    const last = full + 1 === units.length ? full : bestEnd(units, first, full)
    passages.push({ start: units[from]?.start ?? 0, end: units[last]?.end ?? 0 })
    before = from
    first = last + 1
  }
  return passages
}

/** Steps back over whole units while what is repeated is small enough and leaves room for the next unit. */
function overlapStart(
  units: readonly Unit[],
  limits: { first: number; before: number; fits: Fits; overlaps: Fits },
): number {
  const { first, before, fits, overlaps } = limits
  const { start = 0, end = 0 } = units[first] ?? {}
  let from = first
  for (let at = first - 1; at > before; at -= 1) {
    const begin = units[at]?.start ?? 0
    if (!overlaps(begin, start) || !fits(begin, end)) return from
    from = at
  }
  return from
}

/** Index of the last unit that fits. */
function lastThatFits(
  units: readonly Unit[],
  { from, first, fits }: { from: number; first: number; fits: Fits },
): number {
  const start = units[from]?.start ?? 0
  let last = first
  while (last + 1 < units.length && fits(start, units[last + 1]?.end ?? 0)) last += 1
  return last
}

/** The strongest break in the second half of what fits; of equals the last. */
function bestEnd(units: readonly Unit[], first: number, full: number): number {
  const start = units[first]?.start ?? 0
  const middle = (start + (units[full]?.end ?? 0)) / 2
  let best = full
  for (let at = full; at >= first && (units[at]?.end ?? 0) > middle; at -= 1) {
    if ((units[at]?.strength ?? 0) > (units[best]?.strength ?? 0)) best = at
  }
  return best
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const slice = text.slice(start, end)
  const from = start + slice.length - slice.trimStart().length
  return { start: from, end: from + slice.trim().length }
}
