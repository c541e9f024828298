import { DataError } from '../errors.ts'

/**
 * Every run of `n` words of a text, joined by one space, in order, repeats kept; none where there are fewer words.
 * Words are what white space separates: normalise the text first.
 *
 * @throws DataError unless n is an integer of at least 1.
 */
export function wordNgrams(text: string, n: number): string[] {
  assertGramSize(n)
  const words = text.split(/\s+/u).filter((word) => word !== '')
  if (words.length < n) return []
  return words.slice(0, words.length - n + 1).map((_, at) => words.slice(at, at + n).join(' '))
}

/** @throws DataError unless n is an integer of at least 1. */
export function assertGramSize(n: number): void {
  if (Number.isInteger(n) && n >= 1) return
  throw new DataError(`n is ${n}. An n-gram has an integer length of at least 1.`)
}
