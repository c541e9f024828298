import { normaliseText } from '../text/same-text.ts'
import { wordDiff } from '../text/word-diff.ts'

/**
 * A sealed text as far as it also stands in a text that may be seen: words the other text does not have in that place are
 * "…". So a leak can be shown without showing more of a test row than train shows already.
 */
export function sharedWords(sealed: string, seen: string): string {
  const { right } = wordDiff(seen, sealed, normaliseText)
  return right.map(({ text, differs }) => (differs ? masked(text) : text)).join('')
}

/** Runs of letters and digits give way; spaces and punctuation stay. */
function masked(text: string): string {
  return text.replaceAll(/[\p{L}\p{N}](?:[^\s]*[\p{L}\p{N}])?/gu, '…').replaceAll(/…(?:\s+…)+/gu, '…')
}
