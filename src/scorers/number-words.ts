/**
 * Two lists of words as numbers from 0, the same word the same number in both. Numbers end at 65,535: in texts with more
 * distinct words the rest share the last.
 */
export function numberWords(one: readonly string[], other: readonly string[]): [number[], number[]] {
  const numbers = new Map<string, number>()
  const numberOf = (word: string): number => {
    const known = numbers.get(word)
    if (known !== undefined) return known
    const fresh = Math.min(numbers.size, 0xffff)
    numbers.set(word, fresh)
    return fresh
  }
  return [one.map(numberOf), other.map(numberOf)]
}
