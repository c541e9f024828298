import { expect, it } from 'vitest'
import { randomSource, type RandomSource } from '../../stats/random-source.ts'
import { findGaps } from './find-gaps.ts'
import type { GapRow } from './gap-facts.ts'
import { factsOf, gapRow } from './gaps.fixture.ts'
import { wordsGap } from './words-gap.ts'

const draws = 2000
const vocabulary = 40

/** Rows whose words, lengths and answers have nothing to do with whether they are right. */
function rowsByChance(random: RandomSource, labels: number): GapRow[] {
  return [...Array(30).keys()].map((id) => {
    const words = Array.from({ length: 4 + random.below(12) }, () => {
      // Some words are common and some are rare, as in language.
      return `word${'abcdefghij'[random.below(10)] ?? ''}${random.below(1 + random.below(vocabulary / 10))}`
    })
    const expected = `label${random.below(labels)}`
    const isWrong = random.below(10) < 3
    const other = random.below(labels - 1)
    const output = isWrong ? `label${other >= Number(expected.slice(5)) ? other + 1 : other}` : expected
    return gapRow(id, { input: words.join(' '), expected, output, isWrong })
  })
}

it('words that mean nothing are found in at most 6 % of draws', () => {
  const random = randomSource(7)
  let found = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const gap = wordsGap(factsOf(rowsByChance(random, 2)))
    if (gap !== undefined && gap.pValue <= 0.05) found += 1
  }
  expect(found / draws).toBeLessThanOrEqual(0.06)
})

it('a candidate with nothing wrong but chance has a gap in at most 6 % of draws', () => {
  const random = randomSource(8)
  let found = 0
  for (let draw = 0; draw < draws; draw += 1)
    found += Number(findGaps('candidate', factsOf(rowsByChance(random, 4))).length > 0)
  expect(found / draws).toBeLessThanOrEqual(0.06)
})
