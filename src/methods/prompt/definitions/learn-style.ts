import { describeTextRules } from '../../../answers/describe-text-rules.ts'
import { inferTextRules } from '../../../answers/infer-text-rules.ts'
import { unicodeWords } from '../../../answers/unicode-words.ts'
import type { Example } from '../../../contracts/example.ts'
import type { TextRules } from '../../../contracts/text-rules.ts'
import { groupBy } from '../../../stats/group-by.ts'

/** A habit is a rule from this share of the answers on; something is avoided when it is in no more than the other share. */
const usual = 0.7
const rare = 0.02
/** Of fewer answers nothing can be called avoided. */
const fewestAnswers = 20

/**
 * Rules of style measured on train answers, one sentence each: length, first word, person, signs never written, and which of
 * the input's facts are told or left out. Person is told in English only.
 *
 * @param given rules of the task, which take the place of measured ones.
 */
export function learnStyle(
  rows: readonly Pick<Example, 'input' | 'expected'>[],
  given: TextRules = {},
): string[] {
  const answers = rows.map(({ expected }) => expected)
  return [
    ...describeTextRules({ ...inferTextRules(answers), ...given }),
    ...firstWordRule(answers),
    ...personRules(answers),
    ...avoidedSigns(answers),
    ...factRules(rows),
  ]
}

function firstWordRule(answers: readonly string[]): string[] {
  const firsts = groupBy(answers, (answer) => answer.trim().split(/\s+/u)[0] ?? '')
  const [[word, members] = ['', []]] = [...firsts].toSorted(([, a], [, b]) => b.length - a.length)
  return word !== '' && isUsual(members.length, answers.length) ? [`Begin with "${word}".`] : []
}

const persons = [
  {
    words: ['you', 'your', 'yours'],
    told: 'Speak to the reader as "you".',
    avoided: 'Do not address the reader.',
  },
  { words: ['we', 'our', 'us'], told: 'Speak as "we".', avoided: 'Do not write "we" or "our".' },
  { words: ['i', 'my', 'me'], told: 'Speak as "I".', avoided: 'Do not write "I" or "my".' },
]

function personRules(answers: readonly string[]): string[] {
  const words = answers.map((answer) => new Set(unicodeWords(answer)))
  const share = (wanted: readonly string[]) =>
    words.filter((found) => wanted.some((word) => found.has(word))).length
  const isEnglish = share(['the', 'a', 'and']) > answers.length / 2
  if (!isEnglish) return []
  return persons.flatMap(({ words: wanted, told, avoided }) => {
    const count = share(wanted)
    if (isUsual(count, answers.length)) return [told]
    return isAvoided(count, answers.length) ? [avoided] : []
  })
}

/** Signs that models like to write. */
const signs: readonly { name: string; pattern: RegExp }[] = [
  { name: '"!"', pattern: /!/u },
  { name: '"?"', pattern: /\?/u },
  { name: '";"', pattern: /;/u },
  { name: '":"', pattern: /:/u },
  { name: '"—"', pattern: /[—–]/u },
  { name: '"…"', pattern: /…|\.\.\./u },
  { name: 'brackets', pattern: /[()[\]]/u },
  { name: 'quotation marks', pattern: /["“”„«»]/u },
  { name: 'hashtags', pattern: /#\p{L}/u },
  { name: 'emojis', pattern: /\p{Extended_Pictographic}/u },
]

function avoidedSigns(answers: readonly string[]): string[] {
  const never = signs.filter(({ pattern }) =>
    isAvoided(answers.filter((answer) => pattern.test(answer)).length, answers.length),
  )
  return never.length === 0 ? [] : [`Never use ${inWords(never.map(({ name }) => name))}.`]
}

/** Of inputs written as "name: value" lines: which values the answers repeat, and which they never do. */
function factRules(rows: readonly Pick<Example, 'input' | 'expected'>[]): string[] {
  const facts = rows.flatMap(({ input, expected }) =>
    [...input.text.matchAll(/^([\p{L}][\p{L}\p{N} _-]{0,39}): *(\S.*)$/gmu)].map(
      ([, name = '', value = '']) => ({
        name,
        isTold: expected.toLowerCase().includes(value.trim().toLowerCase()),
      }),
    ),
  )
  const byName = [...groupBy(facts, ({ name }) => name)].filter(([, uses]) => uses.length >= rows.length / 2)
  const told = byName.filter(([, uses]) => isUsual(countTold(uses), uses.length)).map(([name]) => name)
  return told.length === 0 ? [] : [`Name the ${inWords(told)} word for word.`]
}

function countTold(uses: readonly { isTold: boolean }[]): number {
  return uses.filter(({ isTold }) => isTold).length
}

function isUsual(count: number, all: number): boolean {
  return all > 0 && count / all >= usual
}

function isAvoided(count: number, all: number): boolean {
  return all >= fewestAnswers && count / all <= rare
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}
