import { sentenceStarts } from '../../../knowledge/split/sentence-starts.ts'
import { outlineOf } from '../../../knowledge/split/outline-of.ts'

/** A piece of a text: UTF-16 offsets, without the number before it and without white space around it. */
export interface Segment {
  start: number
  end: number
  /** Where its number and the heading that runs into it begin; `start` where it has none. */
  numberStart: number
}

/** A number, letter or heading word that a clause begins with: "12.3", "(a)", "Section 5 -", "ARTICLE IV.". */
const leadingNumber =
  /^(?:(?:ARTICLE|Article|SECTION|Section|Clause|CLAUSE|§)\s+)?(?:\(?(?:\p{Lu}?\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[a-zA-Z]|[ivx]{1,5})[.):]{1,2}|\d{1,3}(?:\.\d{1,3}){1,4}|[-–•·*▪●])(?:\([a-z0-9]{1,4}\))*\s*[-–—:]?\s+/u

/** A heading that runs into its clause after a number: "Term This Agreement", "ASSIGNMENT Reseller", "Records: The". */
const runOnHeading =
  /^(?:\p{Lu}[\p{L}’'&-]*(?:[\s,]+(?:\p{Lu}[\p{L}’'&-]*|of|for|and|or|to|on|in|the|by)){0,6}[:–—-]\s+(?=\p{Lu})|\p{Lu}{3}[\p{Lu}\s,&’'-]*\s(?=\p{Lu}\p{Ll})|\p{Lu}\p{Ll}+(?:\s(?:\p{Lu}\p{Ll}+|of|for|and|or|to|on)){0,5}\s(?=(?:This|The|Each|Either|Any|All|No|Neither|Upon|Subject|If|Except|Unless|During|Without)\s))/u

/**
 * The sentences and clauses of a text, in order: cut at sections, lines that end what was said, sentences and semicolons.
 * Numbers before a clause are left out, so that what is marked is what it says.
 */
export function segmentsOf(text: string): Segment[] {
  const starts = new Set<number>([0, ...outlineOf(text).map(({ start }) => start), ...sentenceStarts(text)])
  for (const match of text.matchAll(/\n\s*/gu))
    if (endsLine(text, match)) starts.add(match.index + match[0].length)
  for (const match of text.matchAll(/;\s+/gu)) starts.add(match.index + match[0].length)
  const sorted = [...starts].toSorted((one, other) => one - other)
  return sorted.flatMap((start, at) => {
    const segment = trimmed(text, start, sorted[at + 1] ?? text.length)
    return segment === undefined ? [] : [segment]
  })
}

/** Converters also leave breaks inside sentences. */
function endsLine(text: string, { index, 0: gap }: RegExpExecArray): boolean {
  const before = text.slice(Math.max(0, index - 8), index).trimEnd()
  return (
    gap.trim() !== gap.replace('\n', '') ||
    !/[\p{L}\p{N},]$/u.test(before) ||
    !/\p{Ll}/u.test(text[index + gap.length] ?? '')
  )
}

/** What is left without numbers, run-on headings, a semicolon at the end and white space; nothing where no letter is. */
function trimmed(text: string, from: number, to: number): Segment | undefined {
  const whole = text.slice(from, to)
  const first = whole.length - whole.trimStart().length
  let start = first
  for (let cut = numberLength(whole, start); cut > 0; cut = numberLength(whole, start)) start += cut
  if (start > first) start += runOnHeading.exec(whole.slice(start))?.[0].length ?? 0
  const end = whole.replace(/[;\s]+$/u, '').length
  if (!/\p{L}/u.test(whole.slice(start, end))) return undefined
  return { start: from + start, end: from + end, numberStart: from + first }
}

function numberLength(whole: string, start: number): number {
  return leadingNumber.exec(whole.slice(start))?.[0].length ?? 0
}
