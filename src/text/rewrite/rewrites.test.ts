import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfSentence } from './end-of-sentence.ts'
import { lowerCase } from './lower-case.ts'
import { rewrites } from './rewrites.ts'
import type { RewriteRandom } from './rewrite.ts'
import { typos } from './typos.ts'
import { whiteSpace } from './white-space.ts'

/** Gives these numbers in turn, then noughts. */
function given(...numbers: number[]): RewriteRandom {
  const left = [...numbers]
  return { below: (bound) => Math.min(bound - 1, left.shift() ?? 0) }
}

describe('harmless rewrites', () => {
  it('each do what they are named for', () => {
    expect(lowerCase.rewrite('Refund ORDER 7', given())).toBe('refund order 7')
    expect(whiteSpace.rewrite('one two three', given(1, 0))).toBe('one two  three\n')
    expect(endOfSentence.rewrite('Where is it?', given())).toBe('Where is it')
    expect(endOfSentence.rewrite('where is it ', given())).toBe('where is it.')
  })

  it('swap two inner letters of a long word, one word in ten', () => {
    // "printer" is the first long word; swaps inside it: r-i, i-n, n-t, t-e.
    expect(typos.rewrite('The printer is stuck', given(0, 1))).toBe('The prniter is stuck')
    const words = Array.from({ length: 30 }, () => 'printer').join(' ')
    const changed = typos.rewrite(words, given()).split(' ')
    expect(changed.filter((word) => word !== 'printer')).toHaveLength(3)
  })

  it('leave alone what has no long word, numbers, names with digits, doubled letters', () => {
    expect(typos.rewrite('we owe 12345 for AB12345', given())).toBe('we owe 12345 for AB12345')
    expect(typos.rewrite('xaaax', given())).toBe('xaaax')
  })

  it('give one text for one seed, keep letters, and leave an empty text empty', () => {
    const keptLetters: [string[], string[]][] = []
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.array(fc.nat(9)), (text, numbers) => {
        for (const { rewrite } of rewrites) {
          const once = rewrite(text, given(...numbers))
          expect(rewrite(text, given(...numbers))).toBe(once)
          if (rewrite !== lowerCase.rewrite) keptLetters.push([lettersOf(once), lettersOf(text)])
        }
      }),
    )
    for (const [after, before] of keptLetters) expect(after).toEqual(before)
    for (const { rewrite } of rewrites) expect(rewrite('', given())).toBe('')
  })
})

function lettersOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).toSorted()
}
