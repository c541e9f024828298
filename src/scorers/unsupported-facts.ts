import { datesIn, isSameDate, type WrittenDate } from './dates-in.ts'
import { isSameAmount, numbersIn } from './numbers-in.ts'
import { namesIn, nameWords, plainWord } from './names-in.ts'

/** Something a text states that another could bear out, as it is written there. */
export interface Fact {
  kind: 'number' | 'date' | 'name'
  text: string
}

/** Facts of an answer, and those of them its input has: sums of these over rows give the share. */
export interface FactCounts {
  supported: number
  facts: number
}

/**
 * Numbers, dates and names of an answer that its input does not have, in that order, each as often as it is written.
 *
 * Numbers are compared by value with their unit or currency ("$49", "49 USD"; "5 %", "five percent"), where both have one; dates by
 * day, month and year, where both have them; names are words with a capital in mid-sentence, compared without case, plural
 * and possessive endings.
 *
 * It finds words, not meaning: a number that the input has elsewhere passes, a sum worked out from the input does not. Names that
 * open a sentence are not seen, German nouns all count as names, "one" is no number, and number words end at twelve and
 * are known in English only.
 */
export function unsupportedFacts(input: string, output: string): Fact[] {
  return factsAgainst(input, output)
    .filter(({ isSupported }) => !isSupported)
    .map(({ kind, text }) => ({ kind, text }))
}

/** What `factSupport` is a share of. */
export function factCounts(input: string, output: string): FactCounts {
  const facts = factsAgainst(input, output)
  return { supported: facts.filter(({ isSupported }) => isSupported).length, facts: facts.length }
}

/** Share of facts that inputs bear out, 0 … 1, from one row's counts or the sums of many; 1 where nothing is stated. */
export function factSupport({ supported, facts }: FactCounts): number {
  return facts === 0 ? 1 : supported / facts
}

function factsAgainst(input: string, output: string): (Fact & { isSupported: boolean })[] {
  const dates = datesIn(output)
  const rest = withoutDates(output, dates)
  const knownDates = datesIn(input)
  const inputRest = withoutDates(input, knownDates)
  // The year of a date bears out a year, so numbers are looked for in the input with its dates and without.
  const known = {
    dates: knownDates,
    numbers: [...numbersIn(input), ...numbersIn(inputRest)],
    words: nameWords(`${input}\n${inputRest}`),
  }
  return [
    ...numbersIn(rest)
      .filter(({ isPronoun }) => !isPronoun)
      .map((number) => ({
        kind: 'number' as const,
        text: number.text,
        isSupported: known.numbers.some((one) => isSameAmount(one, number)),
      })),
    ...dates.map((date) => ({
      kind: 'date' as const,
      text: date.text,
      isSupported: known.dates.some((one) => isSameDate(one, date)),
    })),
    ...namesIn(rest).map((name) => ({
      kind: 'name' as const,
      text: name,
      isSupported: name.split(/\s+/u).every((word) => isKnownWord(word, known.words)),
    })),
  ]
}

/** As a whole, or in all its parts: "Mid-Century" is borne out by "century, mid". */
function isKnownWord(word: string, known: ReadonlySet<string>): boolean {
  if (known.has(plainWord(word))) return true
  return word.split(/[-&'’]+/u).every((part) => part === '' || known.has(plainWord(part)))
}

/** A date's own digits are no numbers, and its month is no name. */
function withoutDates(text: string, dates: readonly WrittenDate[]): string {
  return dates.reduce((rest, { text: date }) => rest.replace(date, ' '.repeat(date.length)), text)
}
