import { describe, expect, it } from 'vitest'
import type { Consistency } from '../../contracts/gaps.ts'
import { wilsonInterval } from '../../stats/wilson-interval.ts'
import { confusionGap } from './confusion-gap.ts'
import { dearGap } from './dear-gap.ts'
import { favouriteGap } from './favourite-gap.ts'
import { findGaps, labelGaps } from './find-gaps.ts'
import { formatGap } from './format-gap.ts'
import { factsOf, gapRow, gapRowsOf } from './gaps.fixture.ts'
import { inconsistentGap } from './inconsistent-gap.ts'
import { lengthGap } from './length-gap.ts'
import { positionGap } from './position-gap.ts'
import { slowGap } from './slow-gap.ts'
import { wordsGap } from './words-gap.ts'

describe('format', () => {
  it('is tested against one in a hundred: of 10 answers 2 out of form', () => {
    const rows = [
      ...gapRowsOf(8),
      gapRow('m', { validity: 'repaired' }),
      gapRow('f', { validity: 'fallback' }),
    ]
    const found = formatGap(factsOf(rows))
    // 1 − .99¹⁰ − 10 · .01 · .99⁹
    expect(found?.pValue).toBeCloseTo(1 - 0.99 ** 10 - 10 * 0.01 * 0.99 ** 9, 12)
    expect(found?.message).toBe(
      '2 of 10 (20 %) answers did not come in the asked form: 1 mended, 1 replaced by the fallback.',
    )
    expect(found?.examples.map(({ id }) => id)).toEqual(['m', 'f'])
    expect(formatGap(factsOf([]))).toBeUndefined()
  })
})

describe('words', () => {
  it('finds the word of the wrong rows: 4 of 4 wrong among 8', () => {
    const rows = [
      ...gapRowsOf(4, { input: 'the ledger is off', output: 'b' }),
      ...gapRowsOf(4, { input: 'the light is off' }),
    ]
    const found = wordsGap(factsOf(rows))
    // "ledger" and "light" can show something (1/70 each), "the", "is", "off" cannot: Holm over two.
    expect(found?.pValue).toBeCloseTo(2 / 70, 12)
    expect(found?.words).toEqual(['ledger'])
    expect([found?.touched, found?.n]).toEqual([4, 8])
    expect(found?.message).toBe(
      'Rows with “ledger” go wrong more often: 4 of 4 (100 %), of the others 0 of 4 (0 %).',
    )
  })

  it('has nothing to say where all rows are right, or all wrong', () => {
    expect(wordsGap(factsOf(gapRowsOf(20)))).toBeUndefined()
    expect(wordsGap(factsOf(gapRowsOf(20, { output: 'b' })))).toBeUndefined()
  })

  it('counts a word once a row, whatever its case, and numbers not at all', () => {
    const rows = [
      ...gapRowsOf(4, { input: 'Ledger LEDGER 2024', output: 'b' }),
      ...gapRowsOf(4, { input: '2025' }),
    ]
    expect(wordsGap(factsOf(rows))).toMatchObject({ words: ['ledger'], touched: 4 })
    expect(wordsGap(factsOf(rows))?.pValue).toBeCloseTo(1 / 70, 12)
  })
})

describe('length', () => {
  it('finds that long inputs go wrong: the last 4 of 12', () => {
    const rows = [...Array(12).keys()].map((at) =>
      gapRow(at, { input: 'x'.repeat(at + 1), output: at >= 8 ? 'b' : 'a' }),
    )
    const found = lengthGap(factsOf(rows))
    // One of C(12,4) = 495 ways has all four in the last third.
    expect(found?.pValue).toBeCloseTo(2 / 495, 12)
    expect(found?.message).toBe(
      'Long inputs go wrong more often: 0 %, 0 %, 100 % of the short, middle and long third (from 9 characters).',
    )
    const short = rows.map((row) => ({ ...row, isWrong: row.input.length <= 4 }))
    expect(lengthGap(factsOf(short))?.message).toMatch(/^Short inputs .* \(up to 4 characters\)\.$/u)
    expect(lengthGap(factsOf(rows.slice(0, 11)))).toBeUndefined()
  })
})

describe('position', () => {
  const document = (at: number) => {
    const words = Array.from({ length: 9 }, (_, word) => `word${word}`)
    words[at] = 'Acme'
    return words.join(' ')
  }
  const row = (id: number, at: number, output: string) =>
    gapRow(id, { input: document(at), expected: '{"party":"Acme"}', output })
  const found = '{"party":"ACME"}'

  it('finds what is lost in the middle: 4 of 4 missed there, none of 8 at the ends', () => {
    const rows = [...Array(12).keys()].map((id) => {
      const at = [0, 4, 8][id % 3] ?? 0
      return row(id, at, at === 4 ? '{}' : found)
    })
    const gap = positionGap(factsOf(rows, { kind: 'extraction' }))
    expect(gap?.pValue).toBeCloseTo(2 / 495, 12)
    expect(gap?.message).toBe(
      'What stands in the middle is missed more often: 0 of 4, 4 of 4, 0 of 4 in the first, middle and last third.',
    )
  })

  it('finds what is lost near the end by the trend', () => {
    const rows = [...Array(12).keys()].map((id) => {
      const at = [0, 4, 8][id % 3] ?? 0
      return row(id, at, at === 8 ? '{}' : found)
    })
    const gap = positionGap(factsOf(rows, { kind: 'extraction' }))
    expect([gap?.pValue, gap?.touched]).toEqual([expect.closeTo(4 / 495, 12), 4])
    expect(gap?.message).toMatch(/^What stands near the end/u)
  })

  it('says nothing of spans that do not stand in the input', () => {
    const rows = gapRowsOf(20, { input: document(0), expected: '{"party":"Other"}', output: '{}' })
    expect(positionGap(factsOf(rows, { kind: 'extraction' }))).toBeUndefined()
  })
})

describe('slow and dear tails', () => {
  const rows = [
    ...gapRowsOf(8, { latencyMs: 100, tokens: 50 }),
    ...gapRowsOf(2, { latencyMs: 300, tokens: 500 }),
  ]
  // P(at least 2 of 10 at .05)
  const p = 1 - 0.95 ** 10 - 10 * 0.05 * 0.95 ** 9

  it('are more than one in twenty above twice the median', () => {
    expect(slowGap(factsOf(rows))?.pValue).toBeCloseTo(p, 12)
    expect(slowGap(factsOf(rows))?.message).toBe(
      '2 of 10 (20 %) answers take more than 200 ms, twice the median of 100 ms.',
    )
    expect(dearGap(factsOf(rows))?.pValue).toBeCloseTo(p, 12)
    expect(dearGap(factsOf(rows))?.examples).toHaveLength(2)
  })

  it('or above the p95 that is asked for, whichever is the surer; two limits are two tests', () => {
    const found = slowGap(factsOf(rows, { p95Ms: 50 }))
    expect(found?.message).toBe('10 of 10 (100 %) answers take more than 50 ms, the p95 you ask for.')
    expect(found?.pValue).toBeCloseTo(2 * 0.05 ** 10, 12)
  })

  it('are not looked for where nothing was timed or counted', () => {
    expect([slowGap(factsOf(gapRowsOf(9))), dearGap(factsOf(gapRowsOf(9)))]).toEqual([undefined, undefined])
  })
})

describe('inconsistency', () => {
  const consistency: Consistency = {
    inputs: 10,
    changed: 2,
    rewrites: [
      { name: 'typos', inputs: 10, changed: 0 },
      { name: 'lower case', inputs: 8, changed: 2 },
    ],
    worst: [
      { id: 'w', input: 'T', expected: 'a', output: 'a', changed: [{ rewrite: 'lower case', output: 'b' }] },
    ],
  }

  it('is tested against one input in twenty', () => {
    const found = inconsistentGap(factsOf([], { consistency }))
    expect(found?.pValue).toBeCloseTo(1 - 0.95 ** 10 - 10 * 0.05 * 0.95 ** 9, 12)
    expect(found?.message).toMatch(/^2 of 10 \(20 %\) inputs .* other form: lower case 2 of 8\.$/u)
    expect(found?.examples[0]?.output).toBe('a · lower case: b')
  })

  it('is not looked for in texts, nor where it was not measured', () => {
    const { changed: _, ...texts } = consistency
    expect(inconsistentGap(factsOf([], { consistency: texts }))).toBeUndefined()
    expect(inconsistentGap(factsOf([]))).toBeUndefined()
  })
})

describe('labels taken for one another', () => {
  it('are pairs commoner than wrong answers make them', () => {
    const rows = [
      ...gapRowsOf(5, { expected: 'a', output: 'b' }),
      ...gapRowsOf(5, { expected: 'c', output: 'd' }),
      ...gapRowsOf(20),
    ]
    const found = confusionGap(factsOf(rows))
    // Of 10 wrong rows 5 are of a and 5 say b: all 5 together by 1/252. a → d and c → b can show as much: Holm over four.
    expect(found?.pValue).toBeCloseTo(4 / 252, 12)
    expect(found?.words).toEqual(['a → b', 'c → d'])
    expect(found?.message).toBe(
      'It takes labels for one another: “b” for “a” in 5 of its 25 rows; “d” for “c” in 5 of its 5 rows.',
    )
    expect(confusionGap(factsOf(rows, { kind: 'extraction' }))).toBeUndefined()
  })

  it('with two labels wrong answers have one way to go, which shows nothing', () => {
    const rows = [...gapRowsOf(9, { output: 'b' }), ...gapRowsOf(9, { expected: 'b', output: 'a' })]
    expect(confusionGap(factsOf(rows))?.pValue).toBe(1)
  })

  it('or one label given to everything: 6 rows wrongly, none of its own missed', () => {
    const rows = [
      ...gapRowsOf(6, { expected: 'a', output: 'till' }),
      ...gapRowsOf(2, { expected: 'till', output: 'till' }),
      ...gapRowsOf(2),
    ]
    const found = favouriteGap(factsOf(rows))
    expect(found?.pValue).toBeCloseTo(1 / 64, 12)
    expect(found?.message).toBe('It answers too often: “till” for 8 of 10 rows where 2 are.')
    expect(found?.touched).toBe(6)
  })
})

describe('findGaps', () => {
  const rows = [...gapRowsOf(20), ...gapRowsOf(20, { expected: 'b', output: 'till', input: 'same' })]

  it('tells what holds after Holm over all kinds, with share, interval and three rows', () => {
    const [gap] = findGaps('zero-shot', factsOf(rows), labelGaps)
    expect(gap).toMatchObject({ kind: 'favourite', candidate: 'zero-shot', n: 40, words: ['till'] })
    expect(gap?.share).toEqual({ value: 0.5, ...wilsonInterval({ successes: 20, trials: 40 }) })
    // Two kinds looked for: the smaller p is doubled.
    expect(gap?.pValue).toBeCloseTo(2 * 0.5 ** 20, 15)
    expect(gap?.examples).toHaveLength(3)
  })

  it('looks at one row of each group', () => {
    const grouped = rows.map((row) => ({ ...row, group: row.output }))
    expect(findGaps('zero-shot', factsOf(grouped))).toEqual([])
  })

  it('shortens what it shows', () => {
    const long = rows.map((row) => ({ ...row, input: 'word '.repeat(200) }))
    const [gap] = findGaps('zero-shot', factsOf(long), labelGaps)
    expect(Array.from(gap?.examples[0]?.input ?? '').length).toBeLessThanOrEqual(201)
  })
})
