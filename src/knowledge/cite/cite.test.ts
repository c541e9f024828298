import { describe, expect, test } from 'vitest'
import { citationsOf } from './citations-of.ts'
import { mergeAnswers } from './merge-answers.ts'
import { packPassages } from './pack-passages.ts'
import { supportOf } from './support-of.ts'

describe('citationsOf', () => {
  const text = '1. Term. One year.\n2. Law. The law of\nSweden governs. One year.'

  test('quotes the document with its section, whatever became of the white space', () => {
    expect(citationsOf(['The law of Sweden governs.', 'of Norway'], { name: 'deed', text })).toEqual({
      citations: [
        { document: 'deed', start: 27, end: 53, quote: 'The law of\nSweden governs.', section: '2. Law' },
      ],
      notFound: ['of Norway'],
    })
  })

  test('prefers the place inside the passages that were shown', () => {
    const { citations } = citationsOf(['One year.'], { name: 'deed', text }, [
      { start: 19, end: text.length },
    ])
    expect(citations[0]).toMatchObject({ start: text.lastIndexOf('One year.'), section: '2. Law' })
  })

  test('takes signs of regular expressions as they are', () => {
    expect(
      citationsOf(['a [b] (c)*'], { name: 'x', text: 'see a [b]\n(c)* there' }).citations[0]?.quote,
    ).toBe('a [b]\n(c)*')
  })
})

describe('supportOf', () => {
  const passages = [
    { text: 'The warranty of the Kestrel pump lasts 24 months from delivery.' },
    { text: 'It costs 1,250.00 euro. Ask Northwind Trading for spare parts.' },
  ]

  test('finds numbers by value and names by their words', () => {
    const { facts, factShare } = supportOf(
      'It is 1250 euro for 36 months, says Northwind Trading, not Contoso.',
      passages,
    )
    expect(facts.map(({ text, passages: found }) => [text, found])).toEqual([
      ['1250', [1]],
      ['36', []],
      ['Northwind Trading', [1]],
      ['Contoso', []],
    ])
    expect(factShare).toBe(0.5)
  })

  test('a sentence needs most of its words in one passage and all its facts', () => {
    const answer =
      'The warranty lasts 24 months. The warranty lasts 36 months. Our staff is friendly everywhere.'
    expect(
      supportOf(answer, passages).sentences.map(({ isSupported, passage }) => [isSupported, passage]),
    ).toEqual([
      [true, 0],
      [false, 0],
      [false, undefined],
    ])
  })

  test('an empty answer needs no support', () => {
    expect(supportOf('', [])).toEqual({ sentences: [], facts: [], sentenceShare: 1, factShare: 1 })
  })
})

describe('packPassages', () => {
  test('fills the budget best first, tries smaller ones, and hands back document order', async () => {
    const passage = (document: string, start: number, text: string) => ({ document, start, text })
    const ranked = [
      passage('b', 9, 'xxxx'),
      passage('a', 5, 'xxx'),
      passage('b', 0, 'xxxxx'),
      passage('b', 5, 'xx'),
    ]
    const { kept, leftOut, tokens } = await packPassages(ranked, {
      budgetTokens: 9,
      countTokens: ({ text }) => Promise.resolve(text.length),
    })
    expect(kept.map(({ document, start }) => `${document}${start}`)).toEqual(['b5', 'b9', 'a5'])
    expect(leftOut).toEqual([ranked[2]])
    expect(tokens).toBe(9)
  })
})

describe('mergeAnswers', () => {
  test('unites lists, counts equal values once, joins texts that overlap, keeps sections', () => {
    const merged = mergeAnswers([
      { section: '1', answer: { law: ['The law of Sweden governs this'], party: 'Acme', tags: ['red'] } },
      {
        section: '2',
        answer: { law: ['of Sweden governs this Agreement.'], party: 'Acme', tags: ['dark red', 'red'] },
      },
      { section: '3', answer: { law: [], party: 'Acme Ltd', cap: null } },
    ])
    expect(merged.answer).toEqual({
      law: ['The law of Sweden governs this Agreement.'],
      party: 'Acme',
      tags: ['red', 'dark red'],
      cap: null,
    })
    expect(merged.sources['law']).toEqual([
      { value: 'The law of Sweden governs this Agreement.', sections: ['1', '2'] },
    ])
    expect(merged.sources['tags']?.[0]).toEqual({ value: 'red', sections: ['1', '2'] })
    expect(merged.conflicts).toEqual(['party'])
  })

  test('joins nothing that does not stand in the document', () => {
    const partials = [
      { section: '1', answer: { law: ['The law of Sweden governs this'] } },
      { section: '2', answer: { law: ['of Sweden governs this Agreement.'] } },
    ]
    expect(mergeAnswers(partials, 'something else').answer['law']).toHaveLength(2)
  })
})
