import { assertGramSize } from './word-ngrams.ts'

/**
 * Every run of `n` characters (code points) of a text, in order, repeats kept. A text shorter than `n` is its own gram;
 * nothing is padded.
 *
 * @throws DataError unless n is an integer of at least 1.
 */
export function characterNgrams(text: string, n: number): string[] {
  assertGramSize(n)
  const characters = Array.from(text)
  if (characters.length <= n) return [text]
  return characters.slice(0, characters.length - n + 1).map((_, at) => characters.slice(at, at + n).join(''))
}
