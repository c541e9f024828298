import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { characterNgrams } from './character-ngrams.ts'
import { jaccard } from './jaccard.ts'
import { nearDuplicateIndex } from './near-duplicates.ts'
import { normaliseText } from './same-text.ts'

/** The definition, pair by pair. */
function nearByDefinition(texts: readonly string[], text: string): { row: number; similarity: number }[] {
  const grams = (value: string) => new Set(characterNgrams(normaliseText(value), 5))
  return texts
    .map((other, row) => ({ row, similarity: jaccard(grams(other), grams(text)) }))
    .filter(({ similarity }) => similarity >= 0.8)
    .toSorted((one, other) => other.similarity - one.similarity || one.row - other.row)
}

it('finds twins and near twins, the most similar first', () => {
  const texts = [
    'unrelated words here',
    'my new card has not arrived yet, where is it',
    'My card?',
    'my card',
  ]
  const index = nearDuplicateIndex(texts)
  expect(index.near('MY CARD!')).toEqual([
    { row: 2, similarity: 1 },
    { row: 3, similarity: 1 },
  ])
  expect(index.near('my new card has not arrived yet, where is it?!')).toEqual([{ row: 1, similarity: 1 }])
  const [near] = index.near('my new card has not arrived yet where is i')
  expect(near).toEqual({ row: 1, similarity: 38 / 39 })
  expect(index.near('something else')).toEqual([])
})

it('takes a text shorter than five characters as its own gram, the empty one too', () => {
  const index = nearDuplicateIndex(['ab', '', 'abc', '?'])
  expect(index.near('AB').map(({ row }) => row)).toEqual([0])
  expect(index.near('...').map(({ row }) => row)).toEqual([1, 3])
})

it('counts a similarity of exactly 0.8 as near: 4 grams against 5', () => {
  expect(nearDuplicateIndex(['abcdefgh']).near('abcdefghi')).toEqual([{ row: 0, similarity: 0.8 }])
})

it('answers as the definition does, for any texts', () => {
  const word = fc.constantFrom('card', 'cards', 'my', 'lost', 'where', 'is', '東京都', '🙂🙂', 'a')
  const text = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '))
  fc.assert(
    fc.property(fc.array(text, { maxLength: 30 }), text, (texts, asked) => {
      const index = nearDuplicateIndex(texts)
      for (const question of [asked, ...texts.slice(0, 5)]) {
        expect(index.near(question)).toEqual(nearByDefinition(texts, question))
      }
    }),
    { numRuns: 150, seed: 1 },
  )
})

const folder = join(process.env['CROSSOVER_DATA'] ?? '../shared/data', 'banking77')

describe.skipIf(!existsSync(folder))(
  'banking77 (skipped without the data folder CROSSOVER_DATA names)',
  () => {
    it('has 25 test rows word for word in train and 151 near one', () => {
      const inputs = (file: string) =>
        readFileSync(join(folder, file), 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => String(JSON.parse(line).input))
      const train = inputs('train.jsonl')
      const index = nearDuplicateIndex(train)
      const forms = new Set(train.map(normaliseText))
      const test = inputs('test.jsonl')
      expect(test.filter((text) => forms.has(normaliseText(text)))).toHaveLength(25)
      expect(test.filter((text) => index.near(text).length > 0)).toHaveLength(151)
    })
  },
)
