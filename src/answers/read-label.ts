import { distance } from 'fastest-levenshtein'
import { normaliseText } from '../text/same-text.ts'
import { mentionedLabels } from './mentioned-labels.ts'
import { statedAnswers } from './stated-answers.ts'

/** A label read from a model's text, or the sentence to ask it again with. `repaired` is all but the exact text. */
export type LabelReading = { output: string; validity: 'first' | 'repaired' } | { problem: string }

/** Beyond this many characters a text is no label with a remark but something else. */
const longestText = 20_000
/** A slip of the pen changes at most this share of a label's characters. */
const largestSlip = 0.2
/** Turns a label into its opposite in few letters. */
const negation = /\b(?:not?|never|neither|nor|without)\b|n t\b/u

/**
 * The label a model's text means. In this order: the text itself; the text without case, spacing, quotes, punctuation,
 * Markdown, "Label: …" or JSON around it; the nearest label by edit distance, if at most 20 % of its characters differ and the
 * next label is more than twice as far; the only label it mentions in whole words, "not x" left out.
 */
export function readLabel(raw: string, labels: readonly string[]): LabelReading {
  const text = raw.trim()
  if (labels.includes(text)) return { output: text, validity: 'first' }
  if (text === '') return { problem: `The answer is empty. ${allowed(labels)}` }
  const stated = statedAnswers(text.slice(0, longestText))
  for (const answer of stated) {
    const label = sameLabel(answer, labels)
    if (label !== undefined) return { output: label, validity: 'repaired' }
  }
  const near = nearestLabel(stated, labels)
  if (near !== undefined) return { output: near, validity: 'repaired' }
  const mentioned = mentionedLabels(text.slice(0, longestText), labels)
  const only = mentioned.length === 1 ? mentioned[0] : undefined
  if (only !== undefined) return { output: only, validity: 'repaired' }
  if (mentioned.length > 1) {
    return { problem: `The answer names several labels (${listed(mentioned)}). ${allowed(labels)}` }
  }
  return { problem: `${JSON.stringify(shortened(text))} is none of the labels. ${allowed(labels)}` }
}

/** The one label that is the same but for case and spacing, else but for punctuation too; none when two are. */
function sameLabel(answer: string, labels: readonly string[]): string | undefined {
  return onlyWith(answer, labels, caseless) ?? onlyWith(answer, labels, normaliseText)
}

function onlyWith(
  answer: string,
  labels: readonly string[],
  keyOf: (text: string) => string,
): string | undefined {
  const key = keyOf(answer)
  if (key === '') return undefined
  const same = labels.filter((label) => keyOf(label) === key)
  return same.length === 1 ? same[0] : undefined
}

function caseless(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
}

function nearestLabel(answers: readonly string[], labels: readonly string[]): string | undefined {
  const longest = Math.max(0, ...labels.map((label) => label.length))
  for (const answer of answers) {
    if (answer.length > 2 * longest) continue
    const key = normaliseText(answer)
    const ranked = labels
      .map((label) => ({ label, edits: distance(key, normaliseText(label)) }))
      .toSorted((one, other) => one.edits - other.edits)
    const [first, second] = ranked
    if (first === undefined || (negation.test(key) && !negation.test(normaliseText(first.label)))) continue
    if (first.edits > largestSlip * normaliseText(first.label).length) continue
    if (second === undefined || second.edits > 2 * first.edits) return first.label
  }
  return undefined
}

function allowed(labels: readonly string[]): string {
  return `Answer with exactly one label: ${listed(labels)}.`
}

function listed(labels: readonly string[]): string {
  const shown = labels.slice(0, 40).join(', ')
  return labels.length > 40 ? `${shown} … (${labels.length} in all)` : shown
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
