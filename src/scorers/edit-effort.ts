import { distance } from 'fastest-levenshtein'
import { numberWords } from './number-words.ts'

/**
 * How much of the reference must still be written: the fewest words to insert, delete or replace that turn the answer into the
 * reference, at most all its words, over its words (decision.md §11). 0 is no edit, 1 as much as writing it anew; lower
 * is better. Words are what white space separates, with their case and punctuation: those are edits too. An empty
 * reference costs 0 to an empty answer and 1 to any other.
 */
export function editEffort(expected: string, output: string): number {
  const reference = wordsOf(expected)
  const answer = wordsOf(output)
  if (reference.length === 0) return answer.length === 0 ? 0 : 1
  const [one, other] = numberWords(reference, answer)
  // A word becomes one UTF-16 unit, so that Myers' bit-parallel distance of texts is a distance of words.
  const edits = distance(String.fromCharCode(...one), String.fromCharCode(...other))
  return Math.min(edits, reference.length) / reference.length
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}
