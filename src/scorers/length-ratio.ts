import { unicodeWords } from '../answers/unicode-words.ts'

/** Words of an answer over words of the reference; a reference without words counts as one word, unless both have none (1). */
export function lengthRatio(expected: string, output: string): number {
  const reference = unicodeWords(expected).length
  const answer = unicodeWords(output).length
  return reference === 0 && answer === 0 ? 1 : answer / Math.max(1, reference)
}
