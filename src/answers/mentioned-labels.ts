import { normaliseText } from '../text/same-text.ts'

/** "not refund", "isn't about a refund": a label that is named to be ruled out. */
const ruledOut =
  /(?:\b(?:not|no|never|neither|nor|rather than|instead of)|n t)(?: (?:a|an|the|any|about|as|really)){0,3} $/u
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/**
 * Labels a text names in whole words, apart from case and punctuation, in the order of `labels`. A label inside a longer one
 * ("card" in "card arrival") does not count there, nor does one right after "not" or "rather than".
 */
export function mentionedLabels(text: string, labels: readonly string[]): string[] {
  const keys = [...new Set(labels.map((label) => normaliseText(label)))]
    .filter((key) => key !== '')
    .toSorted((one, other) => other.length - one.length)
  let rest = ` ${normaliseText(text)} `
  const found = new Set<string>()
  for (const key of keys) {
    const taken = takeMentions(rest, key)
    rest = taken.rest
    if (taken.isNamed) found.add(key)
  }
  return labels.filter((label) => found.has(normaliseText(label)))
}

/** The text with every mention struck out, and whether one of them was meant. */
function takeMentions(text: string, key: string): { rest: string; isNamed: boolean } {
  const needle = unspaced.test(key) ? key : ` ${key} `
  const pieces = text.split(needle)
  if (pieces.length === 1) return { rest: text, isNamed: false }
  const isNamed = pieces.slice(0, -1).some((before) => !ruledOut.test(`${before} `))
  return { rest: pieces.join(' \u0000 '), isNamed }
}
