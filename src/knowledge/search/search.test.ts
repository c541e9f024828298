import { describe, expect, test } from 'vitest'
import type { Embedder } from '../../contracts/model.ts'
import type { Passage } from '../split/passage.ts'
import { createIndex, indexFromBytes } from './create-index.ts'
import { fieldQueries, tellingWords } from './field-queries.ts'
import { fuseRanks } from './fuse-ranks.ts'
import { wordSearch } from './word-search.ts'
import { wordsOf } from './words-of.ts'

/** Unit vectors that say whether a text speaks of animals or of money. */
function topicEmbedder(name = 'topics'): Embedder {
  const vectorOf = (text: string): Float32Array => {
    const animal = (text.match(/cat|dog|puma|feline/giu) ?? []).length + 0.01
    const money = (text.match(/bank|loan|euro|credit/giu) ?? []).length + 0.01
    const length = Math.hypot(animal, money)
    return Float32Array.of(animal / length, money / length)
  }
  return {
    identity: { name, role: 'embedding', provider: 'test' },
    dimensions: 2,
    embed: (texts) => Promise.resolve(texts.map((text) => vectorOf(text))),
    close: () => Promise.resolve(),
  }
}

const texts = [
  'The cat sleeps.',
  'The bank gives loans.',
  'A puma runs.',
  'The cat sleeps!',
  'Credit in euro at the bank.',
]
const passages: Passage[] = texts.map((text, at) => ({
  document: 'd',
  start: at * 100,
  end: at * 100 + text.length,
  text,
  section: '',
}))
const startsOf = (found: readonly { passage: Passage }[]): number[] =>
  found.map(({ passage }) => passage.start / 100)

describe('createIndex', () => {
  test('finds by words alone without an embedder; ties in the order of the passages', async () => {
    const index = await createIndex(passages)
    const found = await index.search('cats', { k: 5 })
    expect(startsOf(found)).toEqual([0, 3])
    expect(found[0]).toMatchObject({ ranks: { words: 1 }, score: 1 / 61 })
    await expect(index.search('cats', { k: 5, by: 'vectors' })).rejects.toThrow('This index has no vectors')
  })

  test('fuses words and vectors, or takes either alone', async () => {
    const index = await createIndex(passages, { embedder: topicEmbedder() })
    const feline = await index.search('feline', { k: 3 })
    expect(startsOf(feline)).toEqual([0, 2, 3])
    expect(feline[0]?.ranks).toEqual({ vectors: 1 })
    expect(await index.search('feline', { k: 3, by: 'words' })).toEqual([])
    const bank = await index.search('bank', { k: 1 })
    // Shorter of the two for BM25, first of two equal vectors.
    expect(bank[0]).toMatchObject({ passage: { start: 100 }, score: 2 / 61, ranks: { words: 1, vectors: 1 } })
  })

  test('several queries are fused', async () => {
    const index = await createIndex(passages)
    expect(startsOf(await index.search(['puma', 'credit'], { k: 5 }))).toEqual([2, 4])
    expect(await index.search([], { k: 5 })).toEqual([])
  })

  test('leaves out near-duplicates on request', async () => {
    const index = await createIndex(passages)
    expect(startsOf(await index.search('cat', { k: 5, distinct: true }))).toEqual([0])
  })

  test('an index without passages finds nothing', async () => {
    const index = await createIndex([], { embedder: topicEmbedder() })
    expect(await index.search('cat', { k: 5 })).toEqual([])
  })

  test('searches section names as well', async () => {
    const [first] = passages
    const index = await createIndex(first === undefined ? [] : [{ ...first, section: '12. Governing Law' }])
    expect(await index.search('governing', { k: 1 })).toHaveLength(1)
  })
})

describe('bytes of an index', () => {
  test('give the same index back', async () => {
    const embedder = topicEmbedder()
    const index = await createIndex(passages, { embedder })
    const bytes = index.toBytes()
    const read = indexFromBytes(bytes, { embedder })
    expect(await read.search('feline bank', { k: 5 })).toEqual(await index.search('feline bank', { k: 5 }))
    expect(read.toBytes()).toEqual(bytes)
    expect(await indexFromBytes(bytes).search('cat', { k: 1, by: 'words' })).toHaveLength(1)
  })

  test('are refused when cut, when something else, or with another embedder', async () => {
    const bytes = (await createIndex(passages, { embedder: topicEmbedder() })).toBytes()
    expect(() => indexFromBytes(bytes.subarray(0, bytes.length - 3))).toThrow('its vectors are cut off')
    expect(() => indexFromBytes(bytes.subarray(0, 20))).toThrow('it is cut off')
    expect(() => indexFromBytes(Uint8Array.of(2, 0, 0, 0, 123, 125))).toThrow('its header does not read')
    expect(() => indexFromBytes(bytes, { embedder: topicEmbedder('others') })).toThrow(
      'The index was made with topics (no digest), the embedder is others (no digest).',
    )
  })
})

test('fuseRanks adds 1 / (60 + rank)', () => {
  expect(fuseRanks([[7, 3], [3]])).toEqual([
    { row: 3, score: 1 / 62 + 1 / 61 },
    { row: 7, score: 1 / 61 },
  ])
})

test('wordSearch scores BM25+ as written down', () => {
  const search = wordSearch(['red cat', 'red dog'])
  // idf = ln(1 + (2 − 1 + 0.5) / (1 + 0.5)); both texts have the mean length, so tf = 1 × 2.2 / (1 + 1.2), plus δ = 0.5.
  expect(search('cat')).toEqual([{ row: 0, score: expect.closeTo(Math.log(2) * 1.5, 10) }])
  // A word asked for twice counts once.
  expect(search('cat cat')).toEqual(search('cat'))
})

test('wordsOf takes words of any script and plain plurals', () => {
  expect(wordsOf('Parties’ ﬁrst CLAUSES, Ärzte 条約 4.3 class business')).toEqual([
    'party',
    'first',
    'clause',
    'ärzte',
    '条約',
    '4',
    '3',
    'class',
    'business',
  ])
})

describe('fieldQueries', () => {
  const examples = ['The law of Sweden governs this deed.', 'This deed is governed by the law of Norway.']
  const others = ['This deed ends in May.', 'The fee of this deed is due in May.']

  test('words of the answers that other answers lack come first', () => {
    expect(tellingWords(examples, others)[0]).toBe('law')
    expect(tellingWords(examples, others)).not.toContain('deed')
  })

  test('begin with name and definition', () => {
    const queries = fieldQueries({ field: 'Law', definition: 'which law holds', examples, others })
    expect(queries[0]).toBe('Law. which law holds')
    expect(queries[1]).toMatch(/^Law law/u)
    expect(fieldQueries({ field: 'Law' })).toEqual(['Law'])
  })
})
