import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignAnswer } from './align-answer.ts'
import { alignSpan } from './align-span.ts'
import { notInSource, spansOf } from './spans.ts'

const source =
  'This Agreement shall be governed by the laws of the\nState of “New-York”, with-\nout regard to conﬂicts of law. Notice of 30 days.'

it('texts of a value come with their paths', () => {
  expect(spansOf({ law: 'x', parties: [{ name: 'y', age: 3 }, null], is: true })).toEqual([
    { path: 'law', quote: 'x' },
    { path: 'parties.0.name', quote: 'y' },
  ])
  expect(notInSource({ law: 'laws of the State', term: '30 days' }, source)).toEqual([
    { path: 'law', quote: 'laws of the State' },
  ])
})

describe('a quote', () => {
  it.each([
    ['30 days', '30 days'],
    ['the laws of the State of "New York"', 'the laws of the\nState of “New-York'],
    ['WITHOUT REGARD TO CONFLICTS OF LAW', 'with-\nout regard to conﬂicts of law'],
    ['this agreement', 'This Agreement'],
  ])('%j is found in the source', (quote, found) => {
    expect(alignSpan(quote, source)?.quote).toBe(found)
  })

  it('is taken where words are whole', () => {
    expect(alignSpan('art', 'party art')).toEqual({ start: 6, end: 9, quote: 'art' })
    expect(alignSpan('ART', 'party, an art')).toEqual({ start: 10, end: 13, quote: 'art' })
    expect(alignSpan('ART', 'party')).toBeUndefined()
  })

  it.each(['laws of Ohio', '', ' ', '—', '3 days'])('%j is not there', (quote) => {
    expect(alignSpan(quote, source)).toBeUndefined()
  })

  it('is always the text of the source between its offsets; a part of the source is always found', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(texts, fc.nat(40), fc.nat(40), (text, from, length) => {
        const quote = text.slice(from, from + length)
        const span = alignSpan(quote, text)
        expect(span?.quote).toBe(quote.trim() === '' ? undefined : quote)
        const folded = alignSpan(text.toUpperCase(), text)
        for (const { start, end, quote: own } of [span, folded].filter((one) => one !== undefined)) {
          expect(text.slice(start, end)).toBe(own)
        }
      }),
    )
  })
})

it('an answer gets the words of the source, and says which it lacks', () => {
  const answer = '{"law":["LAWS of the state"],"none":"","notice":"90 days","pages":3}'
  expect(alignAnswer(answer, source)).toEqual({
    output: '{"law":["laws of the\\nState"],"none":"","notice":"90 days","pages":3}',
    missing: ['90 days'],
  })
})
