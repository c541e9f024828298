import type { TextRules } from '../contracts/text-rules.ts'

/** Rules in words for a prompt, one sentence each: "Write 30 to 55 words." */
export function describeTextRules(rules: TextRules): string[] {
  const { mustInclude = [], forbidden = [], pattern, noMarkdown = false, maxCharacters } = rules
  return [
    sentenceOf('words', rules.minWords, rules.maxWords),
    sentenceOf('sentences', rules.minSentences, rules.maxSentences),
    maxCharacters === undefined ? undefined : `Write at most ${maxCharacters} characters.`,
    mustInclude.length === 0 ? undefined : `Include ${quoted(mustInclude)}.`,
    forbidden.length === 0 ? undefined : `Do not write ${quoted(forbidden)}.`,
    pattern === undefined ? undefined : `The text must match ${pattern}.`,
    noMarkdown ? 'Write plain text without Markdown.' : undefined,
  ].filter((sentence) => sentence !== undefined)
}

function sentenceOf(unit: string, least: number | undefined, most: number | undefined): string | undefined {
  if (least === undefined) return most === undefined ? undefined : `Write at most ${most} ${unit}.`
  if (most === undefined) return `Write at least ${least} ${unit}.`
  const noun = most === 1 ? unit.slice(0, -1) : unit
  return least === most ? `Write ${most} ${noun}.` : `Write ${least} to ${most} ${unit}.`
}

function quoted(parts: readonly string[]): string {
  return parts.map((part) => JSON.stringify(part)).join(', ')
}
