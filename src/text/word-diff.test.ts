import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiffPiece, wordDiff } from './word-diff.ts'

const marked = (pieces: DiffPiece[]) =>
  pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('')
const joined = (pieces: DiffPiece[]) => pieces.map(({ text }) => text).join('')
const shared = (pieces: DiffPiece[]) =>
  pieces
    .filter(({ differs }) => !differs)
    .map(({ text }) => text)
    .join('')

test('marks the words that differ on both sides, in place', () => {
  const { left, right } = wordDiff('The new card has not come.', 'The old card has not arrived yet.')
  expect(marked(left)).toBe('The [new] card has not [come].')
  expect(marked(right)).toBe('The [old] card has not [arrived yet].')
})

test('equal texts have nothing marked, texts without a common word are marked whole', () => {
  expect(wordDiff('same', 'same')).toEqual({
    left: [{ text: 'same', differs: false }],
    right: [{ text: 'same', differs: false }],
  })
  expect(marked(wordDiff('one', 'two').left)).toBe('[one]')
  expect(wordDiff('', 'new')).toEqual({ left: [], right: [{ text: 'new', differs: true }] })
})

test('words of languages without spaces are told apart', () => {
  expect(marked(wordDiff('我的卡丢了', '我的卡坏了').right)).toBe('我的卡[坏]了')
})

test('compares by a key when given one', () => {
  expect(marked(wordDiff('CARD lost', 'card found', (word) => word.toLowerCase()).right)).toBe('card [found]')
})

test('long texts without a common middle are marked as a whole, in time', () => {
  const words = (from: number) => Array.from({ length: 4000 }, (_, at) => `w${from + at}`).join(' ')
  const { left } = wordDiff(`start ${words(0)} end`, `start ${words(9000)} end`)
  expect(left.map(({ differs }) => differs)).toEqual([false, true, false])
})

test('pieces join to their text, and what is not marked is the same on both sides', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'card', 'lost', ',', 'Ü', '卡', '😀'), { maxLength: 12 })
    .map((words) => words.join(' '))
  fc.assert(
    fc.property(text, text, (one, other) => {
      const { left, right } = wordDiff(one, other)
      expect([joined(left), joined(right)]).toEqual([one, other])
      expect(shared(left)).toBe(shared(right))
    }),
  )
})
