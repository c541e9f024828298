import { outlineOf } from './outline-of.ts'
import { sentenceStarts } from './sentence-starts.ts'
import type { SectionMark } from './section-mark.ts'

/** A place where a passage may end, and how good a place it is. */
export interface BreakPoint {
  at: number
  strength: number
}

/** Strengths of breaks that are no section marks; a mark has 40 − level. */
export const breakStrength = {
  paragraph: 24,
  sentence: 10,
  /** After a semicolon or colon. */
  part: 8,
  line: 12,
  brokenLine: 6,
  word: 2,
  character: 1,
} as const

/** Every place to cut a text at, strongest kind kept, in order; its start and end are not among them. */
export function breakPoints(text: string, outline: readonly SectionMark[] = outlineOf(text)): BreakPoint[] {
  const points = new Map<number, number>()
  const add = (at: number, strength: number): void => {
    if (at > 0 && at < text.length) points.set(at, Math.max(points.get(at) ?? 0, strength))
  }
  for (const { start, level } of outline) add(start, 40 - level)
  for (const match of text.matchAll(/\n\s*/gu)) {
    const lines = match[0].match(/\n/gu)?.length ?? 0
    const end = match.index + match[0].length
    if (lines > 1) add(end, breakStrength.paragraph)
    else add(end, isWholeLine(text, match.index, end) ? breakStrength.line : breakStrength.brokenLine)
  }
  for (const at of sentenceStarts(text)) add(at, breakStrength.sentence)
  for (const match of text.matchAll(/[;:]\s+/gu)) add(match.index + match[0].length, breakStrength.part)
  return [...points].map(([at, strength]) => ({ at, strength })).toSorted((one, other) => one.at - other.at)
}

/** Whether a line break ends what was said: converters also leave breaks inside sentences. */
function isWholeLine(text: string, lineEnd: number, nextStart: number): boolean {
  const before = text.slice(Math.max(0, lineEnd - 8), lineEnd).trimEnd()
  return !/[\p{L}\p{N},]$/u.test(before) || !/\p{Ll}/u.test(text[nextStart] ?? '')
}
