import type { Prediction } from '../../../contracts/prediction.ts'
import { supportOf } from '../../../knowledge/cite/support-of.ts'
import type { Passage } from '../../../knowledge/split/passage.ts'

/** `[1]`, `[1, 2]`, with the space before it. */
const marker = /\s*\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]/gu

/**
 * An answer without its numbers, the passages they name as citations, and how many of its numbers and names neither
 * those passages nor the input hold. An answer that names none is held against the passages its sentences share most
 * words with.
 */
export function groundAnswer(
  answer: string,
  { shown, input }: { shown: readonly Passage[]; input: string },
): Pick<Prediction, 'output' | 'citations' | 'unsupportedFacts'> {
  const named = [...answer.matchAll(marker)].flatMap((match) => (match[1] ?? '').split(',').map(Number))
  const output = answer.replaceAll(marker, '').trim()
  const numbers = named.length > 0 ? named : likelyNumbers(output, shown)
  const cited = [...new Set(numbers)].flatMap((number) => shown[number - 1] ?? [])
  const { facts } = supportOf(output, [...cited, { text: input }])
  return {
    output,
    citations: cited.map(({ document, start, end, text: quote, section }) => ({
      document,
      start,
      end,
      quote,
      ...(section === '' ? {} : { section }),
    })),
    unsupportedFacts: facts.filter(({ passages }) => passages.length === 0).length,
  }
}

function likelyNumbers(output: string, shown: readonly Passage[]): number[] {
  return supportOf(output, shown).sentences.flatMap(({ passage, isSupported }) =>
    isSupported && passage !== undefined ? [passage + 1] : [],
  )
}
