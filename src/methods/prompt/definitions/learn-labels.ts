import * as z from 'zod'
import type { Example } from '../../../contracts/example.ts'
import { groupBy } from '../../../stats/group-by.ts'
import { labelConfusions } from './label-confusions.ts'
import { shortQuote } from './short-quote.ts'
import { distinctWords, tellingWords, wordFeatures, type TellingWord } from './telling-words.ts'

/** What a prompt may say of a label. Texts are empty where nothing was learnt. */
export const learntLabelSchema = z.object({
  name: z.string(),
  /** The task file's own; then no words and examples are learnt. */
  definition: z.string(),
  words: z.string(),
  examples: z.array(z.string()),
  /** The label it is most often mixed up with, and the words that tell that one from this. */
  rival: z.string(),
  rivalWords: z.string(),
})
export type LearntLabel = z.infer<typeof learntLabelSchema>

/** How much is said of each label: many labels leave room for little. */
interface Detail {
  words: number
  examples: number
  rivalWords: number
}

const details: readonly (Detail & { upToLabels: number })[] = [
  { upToLabels: 12, words: 6, examples: 2, rivalWords: 3 },
  { upToLabels: 30, words: 5, examples: 1, rivalWords: 2 },
  { upToLabels: Number.POSITIVE_INFINITY, words: 4, examples: 0, rivalWords: 0 },
]

/** Characters of a quoted input. */
const quoteCharacters = 90
/** Words a typical example may have: longer ones are quoted in part only where a label has no short ones. */
const shortWords = 18

/**
 * Definitions of labels from train rows, without asking a model: telling words, short typical inputs, and what each label is
 * mixed up with. The task file's own definition stands instead of words and examples.
 */
export function learnLabels(
  labels: readonly string[],
  rows: readonly Pick<Example, 'input' | 'expected'>[],
  own: Readonly<Record<string, string>>,
): LearntLabel[] {
  const texts = rows.map(({ input, expected }) => ({ text: input.text, label: expected }))
  const groups = textsByLabel(texts)
  const telling = tellingWords(groups)
  const { predicted, rivals } = labelConfusions(texts)
  const typical = textsByLabel(texts.filter(({ label }, row) => predicted[row] === label))
  const detail = details.find(({ upToLabels }) => labels.length <= upToLabels)
  return labels.map((name) => {
    const words = telling.get(name) ?? []
    const rival = (detail?.rivalWords ?? 0) > 0 ? (rivals.get(name) ?? '') : ''
    const definition = own[name] ?? ''
    const isOwn = definition !== ''
    return {
      name,
      definition,
      words: isOwn ? '' : distinctWords(words, detail?.words ?? 0).join(', '),
      examples: isOwn ? [] : examplesOf(typical.get(name) ?? [], words, detail?.examples ?? 0),
      rival,
      rivalWords: rival === '' ? '' : wordsAgainst({ groups, rival, name, count: detail?.rivalWords ?? 0 }),
    }
  })
}

function textsByLabel(rows: readonly { text: string; label: string }[]): Map<string, string[]> {
  const groups = groupBy(rows, ({ label }) => label)
  return new Map([...groups].map(([label, members]) => [label, members.map(({ text }) => text)]))
}

/** What the rival speaks of and this label does not. */
function wordsAgainst(pair: {
  groups: ReadonlyMap<string, readonly string[]>
  rival: string
  name: string
  count: number
}): string {
  const { groups, rival, name, count } = pair
  const both = new Map([name, rival].map((label) => [label, groups.get(label) ?? []]))
  return distinctWords(tellingWords(both, 1).get(rival) ?? [], count).join(', ')
}

/** Short inputs with the most telling words; each next one is chosen for words not quoted yet. */
function examplesOf(texts: readonly string[], words: readonly TellingWord[], count: number): string[] {
  const weights = new Map(words.map(({ word, z }) => [word, z]))
  const short = texts.filter((text) => text.split(/\s+/u).length <= shortWords)
  const pool = (short.length > 0 ? short : texts).map((text) => ({ text, features: wordFeatures(text) }))
  const chosen: string[] = []
  while (chosen.length < Math.min(count, pool.length)) {
    const scored = pool.map(({ text, features }) => ({ text, features, score: scoreOf(features, weights) }))
    const [best] = scored
      .filter(({ text }) => !chosen.includes(text))
      .toSorted((a, b) => b.score - a.score || a.text.length - b.text.length || (a.text < b.text ? -1 : 1))
    if (best === undefined || best.score <= 0) break
    chosen.push(best.text)
    for (const feature of best.features) weights.delete(feature)
  }
  return chosen.map((text) => shortQuote(text, quoteCharacters))
}

function scoreOf(features: ReadonlySet<string>, weights: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const feature of features) sum += weights.get(feature) ?? 0
  return sum / Math.sqrt(features.size + 1)
}
