import type { TextRules } from '../contracts/text-rules.ts'
import { normaliseText } from '../text/same-text.ts'
import { matchesPattern, safePattern } from './safe-pattern.ts'
import { countSentences, hasMarkdown } from './text-rules.ts'
import { unicodeWords } from './unicode-words.ts'

/** A rule that a text breaks, and how, as a sentence. */
export interface BrokenRule {
  rule: keyof TextRules
  message: string
}

/**
 * Every rule a text breaks; none when it keeps them all.
 *
 * @throws TaskError when `rules.pattern` is no safe regular expression.
 */
export function checkTextRules(text: string, rules: TextRules): BrokenRule[] {
  return [...sizeProblems(text, rules), ...wordProblems(text, rules), ...formProblems(text, rules)]
}

function sizeProblems(text: string, rules: TextRules): BrokenRule[] {
  const words = unicodeWords(text).length
  const sentences = countSentences(text)
  const characters = Array.from(text).length
  const sizes = [
    { rule: 'minWords', size: words, unit: 'words', isLeast: true },
    { rule: 'maxWords', size: words, unit: 'words', isLeast: false },
    { rule: 'maxCharacters', size: characters, unit: 'characters', isLeast: false },
    { rule: 'minSentences', size: sentences, unit: 'sentences', isLeast: true },
    { rule: 'maxSentences', size: sentences, unit: 'sentences', isLeast: false },
  ] as const
  return sizes.flatMap(({ rule, size, unit, isLeast }) => {
    const limit = rules[rule]
    if (limit === undefined || (isLeast ? size >= limit : size <= limit)) return []
    return [{ rule, message: `It has ${size} ${unit}, ${isLeast ? 'fewer' : 'more'} than ${limit}.` }]
  })
}

function wordProblems(text: string, { mustInclude = [], forbidden = [] }: TextRules): BrokenRule[] {
  const lower = text.toLowerCase()
  const words = ` ${normaliseText(text)} `
  const missing = mustInclude
    .filter((part) => !lower.includes(part.toLowerCase()))
    .map((part): BrokenRule => ({ rule: 'mustInclude', message: `It lacks ${JSON.stringify(part)}.` }))
  const found = forbidden
    .filter((part) => isSaid(part, { lower, words }))
    .map((part): BrokenRule => ({ rule: 'forbidden', message: `It has ${JSON.stringify(part)}.` }))
  return [...missing, ...found]
}

/** As whole words; a mark without letters or digits ("!") as it is. */
function isSaid(part: string, { lower, words }: { lower: string; words: string }): boolean {
  const key = normaliseText(part)
  return key === '' ? part !== '' && lower.includes(part.toLowerCase()) : words.includes(` ${key} `)
}

function formProblems(text: string, { pattern, noMarkdown = false }: TextRules): BrokenRule[] {
  const problems: BrokenRule[] = []
  if (pattern !== undefined && !matchesPattern(text, safePattern(pattern, 'pattern'))) {
    problems.push({ rule: 'pattern', message: `It does not match ${pattern}.` })
  }
  if (noMarkdown && hasMarkdown(text))
    problems.push({ rule: 'noMarkdown', message: 'It has Markdown in it.' })
  return problems
}
