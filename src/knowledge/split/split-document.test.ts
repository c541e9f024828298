import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outlineOf, sectionAt } from './outline-of.ts'
import { splitDocument } from './split-document.ts'

/** A token a character: the hardest counter, every length occurs. */
const characters = (text: string): number => Array.from(text).length
const words = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length

const pieces = fc.oneof(
  fc.constantFrom(
    '1. Term. ',
    '4.3 ',
    '(a) ',
    '(b) ',
    'ARTICLE IV ',
    '# Head\n',
    '\n\n',
    '\n',
    '. ',
    ' ',
    'GOVERNING LAW\n',
  ),
  fc.lorem({ maxCount: 3, mode: 'sentences' }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('😀😀😀', '条約は、', 'é', 'x'.repeat(40)),
)
const texts = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''))
const splits = fc.record({
  text: texts,
  maxTokens: fc.integer({ min: 2, max: 60 }),
  overlapShare: fc.double({ min: 0, max: 0.9, noNaN: true }),
  countTokens: fc.constantFrom(characters, words),
})

describe('splitDocument', () => {
  test('keeps exact offsets, order and the size limit, and covers all that is not blank', () => {
    fc.assert(
      fc.property(splits, ({ text, maxTokens, overlapShare, countTokens }) => {
        const overlapTokens = Math.floor(maxTokens * overlapShare)
        const passages = splitDocument({ name: 'd', text }, { maxTokens, overlapTokens, countTokens })
        const covered = new Uint8Array(text.length)
        for (const [at, passage] of passages.entries()) {
          expect(text.slice(passage.start, passage.end)).toBe(passage.text)
          expect(passage.text.trim()).toBe(passage.text)
          expect(countTokens(passage.text)).toBeLessThanOrEqual(maxTokens)
          expect(passage.start).toBeGreaterThan(passages[at - 1]?.start ?? -1)
          expect(passage.end).toBeGreaterThan(passages[at - 1]?.end ?? 0)
          covered.fill(1, passage.start, passage.end)
        }
        const left = text.split('').filter((_, at) => covered[at] === 0)
        expect(left.join('').trim()).toBe('')
      }),
      { numRuns: 300 },
    )
  })

  test('without overlap no character is in two passages', () => {
    fc.assert(
      fc.property(splits, ({ text, maxTokens, countTokens }) => {
        const passages = splitDocument({ name: 'd', text }, { maxTokens, countTokens })
        for (const [at, { start }] of passages.entries()) {
          expect(start).toBeGreaterThanOrEqual(passages[at - 1]?.end ?? 0)
        }
      }),
    )
  })

  test('ends a passage before a clause rather than at the last word that fits', () => {
    const text =
      '1. Term. This lasts a year and may be renewed by both. 2. Law. The law of Sweden governs it in all matters.'
    const passages = splitDocument({ name: 'd', text }, { maxTokens: 15, countTokens: words })
    expect(passages.map(({ text: passage, section }) => [section, passage])).toEqual([
      ['1. Term', '1. Term. This lasts a year and may be renewed by both.'],
      ['2. Law', '2. Law. The law of Sweden governs it in all matters.'],
    ])
  })

  test('repeats whole sentences where an overlap is asked for', () => {
    const text = 'One two three. Four five six. Seven eight nine. Ten eleven twelve.'
    const passages = splitDocument(
      { name: 'd', text },
      { maxTokens: 6, overlapTokens: 3, countTokens: words },
    )
    expect(passages.map((passage) => passage.text)).toEqual([
      'One two three. Four five six.',
      'Four five six. Seven eight nine.',
      'Seven eight nine. Ten eleven twelve.',
    ])
  })

  test('refuses sizes that make no sense', () => {
    const split = (maxTokens: number, overlapTokens: number) => () =>
      splitDocument({ name: 'd', text: 'x' }, { maxTokens, overlapTokens })
    expect(split(0, 0)).toThrow('maxTokens is 0. It must be a whole number from 1.')
    expect(split(10, 10)).toThrow(
      'overlapTokens is 10. It must be a whole number from 0, below maxTokens (10).',
    )
  })
})

describe('outlineOf', () => {
  const labels = (text: string): string[] => outlineOf(text).map(({ label }) => label)

  test('finds clause numbers inside running text, and no amounts or references', () => {
    const text =
      'This deed is made today. 1. Fees. The buyer pays 2.5 Euro under Section 4.3 of the Code, 30 Days after delivery. ' +
      '1.1 Late payment costs more. See clause 4.3 Above. 2. Law: Sweden. ARTICLE III TERM 3.1 The term is one year, as in Article IV of the deed.'
    expect(labels(text)).toEqual(
      ['1. Fees', '1.1', '2. Law', 'ARTICLE III', '3.1'].map((label) => expect.stringContaining(label)),
    )
  })

  test('gives the path of a place', () => {
    const text =
      'ARTICLE IV\nTERM\n4.3 Either party may (a) wait; (b) end it if (i) late or (ii) broke. 4.4 None.'
    const outline = outlineOf(text)
    expect(sectionAt(outline, text.indexOf('broke'))).toMatch(/^ARTICLE IV.* › 4\.3 › \(b\) › \(ii\)$/u)
    expect(sectionAt(outline, text.indexOf('None'))).toMatch(/^ARTICLE IV.* › 4\.4/u)
    expect(sectionAt([], 3)).toBe('')
  })

  test('reads Markdown headings, none inside code', () => {
    const text = '# Guide\n\n## Install\n\n```sh\n# not a heading\n```\n\n## Use\nText.'
    expect(labels(text)).toEqual(['Guide', 'Install', 'Use'])
    expect(sectionAt(outlineOf(text), text.indexOf('Text.'))).toBe('Guide › Use')
  })

  test('takes lines in capitals as headings, signatures and tables not', () => {
    expect(
      labels(
        'GOVERNING LAW\nThe law of Sweden.\nBY: ______ NAME ______\n$ 1,000 USD 20 EUR\nNOTICES\nIn writing.',
      ),
    ).toEqual(['GOVERNING LAW', 'NOTICES'])
  })
})
