import type { TextRules } from '../contracts/text-rules.ts'
import { countSentences, hasMarkdown } from './text-rules.ts'
import { unicodeWords } from './unicode-words.ts'

/** Share of examples left out at each end, so that one odd text does not widen a rule. */
const tail = 0.025

/**
 * Rules that the middle 95 % of examples' answers keep: words, sentences, characters; no Markdown where none of them has any.
 * None without answers.
 */
export function inferTextRules(answers: readonly string[]): TextRules {
  if (answers.length === 0) return {}
  const words = sorted(answers.map((answer) => unicodeWords(answer).length))
  const sentences = sorted(answers.map((answer) => countSentences(answer)))
  const characters = sorted(answers.map((answer) => Array.from(answer).length))
  return {
    minWords: lowEnd(words),
    maxWords: highEnd(words),
    maxCharacters: highEnd(characters),
    minSentences: lowEnd(sentences),
    maxSentences: highEnd(sentences),
    ...(answers.some((answer) => hasMarkdown(answer)) ? {} : { noMarkdown: true }),
  }
}

function sorted(sizes: number[]): number[] {
  return sizes.toSorted((one, other) => one - other)
}

function lowEnd(sizes: readonly number[]): number {
  return sizes[Math.floor(tail * sizes.length)] ?? 0
}

function highEnd(sizes: readonly number[]): number {
  return sizes[sizes.length - 1 - Math.floor(tail * sizes.length)] ?? 0
}
