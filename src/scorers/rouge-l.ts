import { unicodeWords } from '../answers/unicode-words.ts'
import { commonLength } from './common-length.ts'
import { numberWords } from './number-words.ts'

/**
 * ROUGE-L: F-measure of the longest common subsequence of words, 0 … 1. Words are lower-case Unicode words, not stemmed;
 * two texts without words are alike (1).
 *
 * @see Lin 2004, ROUGE: A Package for Automatic Evaluation of Summaries
 */
export function rougeL(expected: string, output: string): number {
  const [reference, answer] = numberWords(unicodeWords(expected), unicodeWords(output))
  if (reference.length === 0 && answer.length === 0) return 1
  // 2PR/(P + R) with P = common/answer and R = common/reference.
  return (2 * commonLength(reference, answer)) / (reference.length + answer.length)
}
