import { wordsOf } from './words-of.ts'

/** What is known of a field that is to be found in documents. */
export interface FieldToFind {
  /** `Governing Law`. */
  field: string
  definition?: string
  /** Answers of the training rows for this field. */
  examples?: readonly string[]
  /** Answers of the other fields, or any text of the same kind: words common here tell nothing. */
  others?: readonly string[]
}

/** Words of the examples that go into a query. */
const tellingWordCount = 12

/**
 * Queries for one field of an extraction, to be searched together: its name and definition, its name with the words that
 * are telling for its training answers, and a few of the answers that are most typical.
 */
export function fieldQueries({ field, definition, examples = [], others = [] }: FieldToFind): string[] {
  const named = definition === undefined ? field : `${field}. ${definition}`
  const words = tellingWords(examples, others).slice(0, tellingWordCount)
  const typical = typicalExamples(examples, words)
  return [...new Set([named, ...(words.length > 0 ? [`${field} ${words.join(' ')}`] : []), ...typical])]
}

/**
 * Words that more of the examples have than of the other texts, most telling first: log odds with half a text added to
 * each side, times the share of examples that have the word.
 */
export function tellingWords(examples: readonly string[], others: readonly string[]): string[] {
  const mine = documentCounts(examples)
  const theirs = documentCounts(others)
  const odds = (count: number, total: number): number => (count + 0.5) / (total - count + 0.5)
  return [...mine]
    .filter(([word, count]) => (count > 1 || examples.length === 1 ? word.length > 2 : false))
    .map(([word, count]) => {
      const log = Math.log(odds(count, examples.length) / odds(theirs.get(word) ?? 0, others.length))
      return { word, weight: log * (count / examples.length) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight || (one.word < other.word ? -1 : 1))
    .map(({ word }) => word)
}

function documentCounts(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/** The examples with most telling words for their length; of equals the first. */
function typicalExamples(examples: readonly string[], words: readonly string[]): string[] {
  const telling = new Set(words)
  return examples
    .map((text) => {
      const own = new Set(wordsOf(text))
      const shared = [...own].filter((word) => telling.has(word)).length
      return { text, score: shared / Math.sqrt(Math.max(1, own.size)) }
    })
    .toSorted((one, other) => other.score - one.score)
    .slice(0, 3)
    .map(({ text }) => text)
}
