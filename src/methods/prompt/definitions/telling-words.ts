import { unicodeWords } from '../../../answers/unicode-words.ts'
import { wordNgrams } from '../../../text/word-ngrams.ts'

/** A word or a pair of words, and how sure it is that its group uses it more than the others do. */
export interface TellingWord {
  word: string
  /** Standard scores of the log-odds ratio: above 1.96 is seldom chance. */
  z: number
}

/** Weight of the prior, in words, and what share of all words it may weigh in a small file. */
const mostPrior = 500
const priorShare = 0.1
/** A word in more texts than this is common, unless there are so few groups that each has a larger share. */
const commonShare = 1 / 8
/** A word in fewer texts than this tells of one text, not of its group. */
const fewestTexts = 2

/**
 * What sets each group of texts apart from all others: words and pairs of words by the log-odds ratio with an informative
 * Dirichlet prior, surest first. A word counts once a text, so that one long text does not speak for its group.
 *
 * @param groups texts by group.
 * @returns the words of each group whose z is at least `atLeast`; by default 1.28: a hint in a prompt need not be proof.
 * @see Monroe, Colaresi & Quinn 2008, "Fightin' words", Political Analysis 16(4)
 */
export function tellingWords(
  groups: ReadonlyMap<string, readonly string[]>,
  atLeast = 1.28,
): Map<string, TellingWord[]> {
  const counts = new Map([...groups].map(([name, texts]) => [name, countTexts(texts)]))
  const all = sumOf([...counts.values()])
  const common = Math.max(commonShare, 1 / groups.size) * all.size
  const isLoose = (word: string) => isLoosePair(word, all, common)
  return new Map(
    [...counts].map(([name, own]) => [
      name,
      tellingOf(own, all).filter(({ word, z }) => z >= atLeast && !isLoose(word)),
    ]),
  )
}

/** The words and pairs of words of a text, each once. */
export function wordFeatures(text: string): Set<string> {
  const words = unicodeWords(text)
  const joined = words.join(' ')
  return new Set([...words, ...wordNgrams(joined, 2)])
}

/** The surest words that share no word with a surer one. */
export function distinctWords(words: readonly TellingWord[], count: number): string[] {
  const taken: string[] = []
  const used = new Set<string>()
  for (const { word } of words) {
    if (taken.length === count) break
    const parts = word.split(' ')
    if (parts.some((part) => used.has(part))) continue
    taken.push(word)
    for (const part of parts) used.add(part)
  }
  return taken
}

interface Counts {
  /** In how many texts a word is. */
  texts: Map<string, number>
  total: number
  /** Texts. */
  size: number
}

function countTexts(texts: readonly string[]): Counts {
  const counts = new Map<string, number>()
  let total = 0
  for (const text of texts) {
    for (const word of wordFeatures(text)) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
      total += 1
    }
  }
  return { texts: counts, total, size: texts.length }
}

function sumOf(groups: readonly Counts[]): Counts {
  const texts = new Map<string, number>()
  for (const group of groups)
    for (const [word, count] of group.texts) texts.set(word, (texts.get(word) ?? 0) + count)
  const sum = (pick: (group: Counts) => number) => groups.reduce((whole, group) => whole + pick(group), 0)
  return { texts, total: sum(({ total }) => total), size: sum(({ size }) => size) }
}

function tellingOf(own: Counts, all: Counts): TellingWord[] {
  const priorWeight = Math.min(mostPrior, priorShare * all.total)
  const telling: TellingWord[] = []
  for (const [word, count] of own.texts) {
    if (count < fewestTexts || !isTelling(word)) continue
    const inAll = all.texts.get(word) ?? count
    const prior = (priorWeight * inAll) / all.total
    const inside = logOdds(count + prior, own.total + priorWeight)
    const outside = logOdds(inAll - count + prior, all.total - own.total + priorWeight)
    const deviation = Math.sqrt(1 / (count + prior) + 1 / (inAll - count + prior))
    telling.push({ word, z: (inside - outside) / deviation })
  }
  return telling.toSorted(surestFirst)
}

/** Of a pair and its words, always said together, the pair comes first. */
function surestFirst(one: TellingWord, other: TellingWord): number {
  const gap = other.z - one.z
  if (Math.abs(gap) > 1e-9) return gap
  return other.word.length - one.word.length || (one.word < other.word ? -1 : 1)
}

function logOdds(count: number, total: number): number {
  return Math.log(count / (total - count))
}

/** A pair with a common word ("of the", "can you") says no more than its rarer word. */
function isLoosePair(word: string, all: Counts, common: number): boolean {
  const parts = word.split(' ')
  return parts.length > 1 && parts.some((part) => (all.texts.get(part) ?? 0) > common)
}

/** Numbers and single letters name nothing. */
function isTelling(word: string): boolean {
  return word.split(' ').every((part) => /^\p{L}[\p{L}\p{M}]+$/u.test(part) || /^\p{Script=Han}$/u.test(part))
}
