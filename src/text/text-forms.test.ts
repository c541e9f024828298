import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { characterNgrams } from './character-ngrams.ts'
import { jaccard } from './jaccard.ts'
import { isSameText, normaliseText } from './same-text.ts'
import { sha256 } from './sha256.ts'
import { wordNgrams } from './word-ngrams.ts'

describe('the same text', () => {
  it.each([
    ['  Where IS my card?! ', 'where is my card'],
    ['order_no. 12-34', 'order no 12 34'],
    ['ﬁle № １２ ½', 'file no 12 1 2'],
    ['Übergröße', 'übergröße'],
    ['東京・大阪', '東京 大阪'],
    ['?!…', ''],
  ])('%j is compared as %j', (text, form) => {
    expect(normaliseText(text)).toBe(form)
  })

  it('ignores case, punctuation and spacing only', () => {
    expect(isSameText('Card-arrival?', 'card  arrival')).toBe(true)
    expect(isSameText('card arrival', 'cards arrival')).toBe(false)
  })
})

describe('n-grams', () => {
  it('keep order and repeats, and count code points', () => {
    expect(characterNgrams('banana', 3)).toEqual(['ban', 'ana', 'nan', 'ana'])
    expect(characterNgrams('🙂ab', 2)).toEqual(['🙂a', 'ab'])
    expect(wordNgrams('a new  card', 2)).toEqual(['a new', 'new card'])
  })

  it('take a short text as its own gram, and no words from too few', () => {
    expect(characterNgrams('card', 5)).toEqual(['card'])
    expect(wordNgrams('card', 2)).toEqual([])
  })

  it('refuse a length of 0', () => {
    expect(() => wordNgrams('a', 0)).toThrow('n is 0. An n-gram has an integer length of at least 1.')
  })
})

it('jaccard is shared over all: 2 of 4', () => {
  expect(jaccard(new Set('abc'), new Set('bcd'))).toBe(0.5)
  expect(jaccard(new Set(), new Set())).toBe(1)
})

describe('canonical JSON', () => {
  it('sorts keys at every depth and writes no space', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é"' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"é\\"","d":null}]}',
    )
  })

  it('is the same whatever order keys came in', () => {
    expect(canonicalJson({ x: 1, y: { z: 2, a: 3 } })).toBe(canonicalJson({ y: { a: 3, z: 2 }, x: 1 }))
  })

  it('refuses what JSON cannot hold', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow('NaN is not a JSON number.')
  })
})

it('sha256 is the standard\'s value for "abc", as text or bytes', () => {
  const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(sha256('abc')).toBe(expected)
  expect(sha256(new Uint8Array([97, 98, 99]))).toBe(expected)
})
