import type { Json } from '../../../contracts/json.ts'
import type { CardChange } from '../../../releases/cards/diff-cards.ts'
import { mergeWordDiff } from '../../../text/merge-word-diff.ts'
import { shorten } from '../../../text/shorten.ts'
import { wordDiff } from '../../../text/word-diff.ts'
import type { ReleaseDiff } from '../../../workflow/releases/diff-releases.ts'
import { wordDiffText } from '../prompt/prompt-diff.ts'
import type { stdoutFacts } from '../terminal-facts.ts'
import { candidateWords } from './release-words.ts'

type Facts = Pick<ReturnType<typeof stdoutFacts>, 'colours'>

/** Longer texts are shown as words that came and went. */
const longestValue = 60
const digitsShown = 4

/** A line for each fact that differs; of long texts (templates) the words. */
export function releaseDiff({ from, to, changes }: ReleaseDiff, facts: Facts): string {
  const head = facts.colours.dim(`${candidateWords(from)} → ${candidateWords(to)}`)
  return `${[head, ...changes.map((change) => changeText(change, facts))].join('\n')}\n`
}

function changeText({ key, from, to }: CardChange, facts: Facts): string {
  if (isText(from) && isText(to)) {
    const pieces = mergeWordDiff(wordDiff(from, to))
    return `${key}:\n${indented(wordDiffText(pieces, facts))}`
  }
  const { red, green } = facts.colours
  return `${key}: ${red(valueWords(from))} → ${green(valueWords(to))}`
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length > longestValue && /\s/u.test(value)
}

function valueWords(value: Json | undefined): string {
  if (value === undefined) return '–'
  if (typeof value === 'number') return String(Number(value.toPrecision(digitsShown)))
  return shorten(typeof value === 'string' ? value : JSON.stringify(value), longestValue)
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n')
}
