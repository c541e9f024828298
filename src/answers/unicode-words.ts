const wordRuns = /[\p{L}\p{N}\p{M}]+/gu

/** Scripts written without spaces: their runs are told apart by the dictionary of UAX 29. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/**
 * The words of a text in lower case: runs of letters, digits and combining marks, everything else being a gap ("don't" is
 * two words, as in rouge_score). Runs of scripts without spaces are split as Unicode does (UAX 29).
 */
export function unicodeWords(text: string): string[] {
  const words = text.toLowerCase().match(wordRuns) ?? []
  if (!unspaced.test(text)) return words
  return words.flatMap((word) => (unspaced.test(word) ? segmentsOf(word) : [word]))
}

function segmentsOf(run: string): string[] {
  return Array.from(segmenter.segment(run), ({ segment }) => segment)
}
