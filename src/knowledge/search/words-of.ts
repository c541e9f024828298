/** Words as they are searched: letters and digits of any script, NFKC, lower case, one form for a plain plural. */
export function wordsOf(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.map((word) => stemOf(word))
}

/** Harman's S-stemmer: takes English plurals off and leaves other words alone (JASIS 42, 1991). */
function stemOf(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(us|ss|is|aes|ees|oes)$/u.test(word)) return word
  if (word.endsWith('ies') && !/(eies|aies)$/u.test(word)) return `${word.slice(0, -3)}y`
  return word.slice(0, -1)
}
