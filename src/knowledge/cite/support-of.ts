import { wordsOf } from '../search/words-of.ts'
import { factsOf, hasFact, type Fact } from './facts-of.ts'
import { sentencesOf } from './sentences-of.ts'

/** A number or name of an answer, and which passages hold it (positions among those given). */
export interface FactSupport extends Fact {
  passages: number[]
}

/** A sentence of an answer and the passage that shares most of its words. */
export interface SentenceSupport {
  start: number
  end: number
  text: string
  /** Share of its longer words (4 letters or more, and numbers) in the best passage, in [0, 1]; 1 without any such word. */
  share: number
  /** Position of that passage; absent where none shares a word. */
  passage?: number
  /** At least `enough` of its words are in one passage, and each of its facts is in some passage. */
  isSupported: boolean
}

/** What of an answer the passages bear out. */
export interface Support {
  sentences: SentenceSupport[]
  facts: FactSupport[]
  /** Shares in [0, 1]; 1 where there is nothing to support. */
  sentenceShare: number
  factShare: number
}

/**
 * Checks an answer against the passages it cites, by words alone: which numbers and names stand in one of them, and
 * which sentences share most of their words with one. It finds made-up facts; it cannot see a sentence turned round
 * ("may" for "may not") and calls a free paraphrase unsupported.
 *
 * @param enough share of a sentence's words that must be in one passage: 0.5.
 */
export function supportOf(
  answer: string,
  passages: readonly { text: string }[],
  { enough = 0.5 }: { enough?: number } = {},
): Support {
  const words = passages.map(({ text }) => new Set(wordsOf(text)))
  const facts = factsOf(answer).map((fact) => ({
    ...fact,
    passages: passages.flatMap(({ text }, at) => (hasFact(text, fact) ? [at] : [])),
  }))
  const sentences = sentencesOf(answer).map((sentence) => {
    const { share, passage } = bestPassage(sentence.text, words)
    const own = facts.filter(({ start }) => start >= sentence.start && start < sentence.end)
    const isSupported = share >= enough && own.every((fact) => fact.passages.length > 0)
    return { ...sentence, share, ...(passage < 0 ? {} : { passage }), isSupported }
  })
  return {
    sentences,
    facts,
    sentenceShare: shareOf(sentences, ({ isSupported }) => isSupported),
    factShare: shareOf(facts, (fact) => fact.passages.length > 0),
  }
}

function bestPassage(
  sentence: string,
  passages: readonly ReadonlySet<string>[],
): { share: number; passage: number } {
  const words = [...new Set(wordsOf(sentence))].filter((word) => word.length >= 4 || /\p{N}/u.test(word))
  if (words.length === 0) return { share: 1, passage: -1 }
  return passages.reduce(
    (best, passage, at) => {
      const share = words.filter((word) => passage.has(word)).length / words.length
      return share > best.share ? { share, passage: at } : best
    },
    { share: 0, passage: -1 },
  )
}

function shareOf<Item>(items: readonly Item[], passes: (item: Item) => boolean): number {
  return items.length === 0 ? 1 : items.filter((item) => passes(item)).length / items.length
}
