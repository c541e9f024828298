import { outlineOf } from './outline-of.ts'
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
  for (const match of text.matchAll(/[ \t]*\r?\n\s*/gu)) {
    const lines = match[0].match(/\n/gu)?.length ?? 0
    const end = match.index + match[0].length
    if (lines > 1) add(end, breakStrength.paragraph)
    else add(end, isWholeLine(text, match.index, end) ? breakStrength.line : breakStrength.brokenLine)
  }
  for (const at of sentenceStarts(text)) add(at, breakStrength.sentence)
  return [...points].map(([at, strength]) => ({ at, strength })).toSorted((one, other) => one.at - other.at)
}

/** Whether a line break ends what was said: converters also leave breaks inside sentences. */
function isWholeLine(text: string, lineEnd: number, nextStart: number): boolean {
  return !/[\p{L}\p{N},]/u.test(text[lineEnd - 1] ?? '') || !/\p{Ll}/u.test(text[nextStart] ?? '')
}

/** Words with a point that end no sentence. */
const abbreviation =
  /(?:^|[\s("“])(?:\p{L}|\d{1,2}|inc|corp|co|ltd|llc|no|nos|mr|mrs|ms|dr|st|sec|art|e\.g|i\.e|cf|vs|u\.s|u\.k|approx|etc|ca|bzw|z\.b|abs|nr|fig|dept|ave|blvd|ste)\.\s*$/iu

function sentenceStarts(text: string): number[] {
  const starts: number[] = []
  for (const { index } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
    const before = text.slice(Math.max(0, index - 12), index)
    const isSentence = /[.!?。！？;:]["”’)\]]*\s*$/u.test(before) && !abbreviation.test(before)
    if (isSentence) starts.push(index)
  }
  return starts
}
