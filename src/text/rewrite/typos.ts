import type { Rewrite, RewriteRandom } from './rewrite.ts'

/** One word in this many gets a typo; at least one does. */
const wordsPerTypo = 10
/** Words of fewer letters may become other words. */
const longWord = /(?<![\p{L}\p{N}\p{M}])\p{L}{5,}(?![\p{L}\p{N}\p{M}])/gu

/**
 * Two neighbouring letters swapped inside about one word in ten, at least one: a word of five letters or more, its first
 * and last letter kept, which people read without noticing.
 */
export const typos: Rewrite = {
  name: 'typos',
  rewrite(text, random) {
    const words = [...text.matchAll(longWord)].flatMap((match) => {
      const swaps = swapsOf(match[0])
      return swaps.length === 0 ? [] : [{ at: match.index, letters: match[0], swaps }]
    })
    const count = Math.max(1, Math.round(text.split(/\s+/u).length / wordsPerTypo))
    const chosen = draw(words, count, random).toSorted((a, b) => b.at - a.at)
    return chosen.reduce((result, { at, letters, swaps }) => {
      const typo = swaps[random.below(swaps.length)] ?? letters
      return result.slice(0, at) + typo + result.slice(at + letters.length)
    }, text)
  },
}

/** The word with each two neighbours inside it that differ swapped. */
function swapsOf(word: string): string[] {
  const letters = Array.from(word)
  return letters.slice(1, -2).flatMap((letter, index) => {
    const at = index + 1
    const next = letters[at + 1] ?? ''
    return next === letter ? [] : [[...letters.slice(0, at), next, letter, ...letters.slice(at + 2)].join('')]
  })
}

/** Some of the items, each as likely as any other; all of them when there are fewer. */
function draw<Item>(items: readonly Item[], count: number, random: RewriteRandom): Item[] {
  const left = [...items]
  const drawn: Item[] = []
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(random.below(left.length), 1))
  return drawn
}
