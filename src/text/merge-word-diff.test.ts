import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeWordDiff } from './merge-word-diff.ts'
import { wordDiff } from './word-diff.ts'

const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
const marked = (left: string, right: string) =>
  mergeWordDiff(wordDiff(left, right))
    .map(({ text, change }) => `${marks[change][0]}${text}${marks[change][1]}`)
    .join('')

test('shows what was removed and what was added in place', () => {
  expect(marked('The new card has not come.', 'The old card has not arrived yet.')).toBe(
    'The [-new-]{+old+} card has not [-come-]{+arrived yet+}.',
  )
})

test('words in a row that all changed are one piece', () => {
  expect(marked('Answer with one of these.', 'Pick just one.')).toBe(
    '[-Answer with-]{+Pick just+} one[- of these-].',
  )
})

test('equal texts have no marks, and an empty side is removed or added whole', () => {
  expect(marked('a b', 'a b')).toBe('a b')
  expect(marked('', 'a b')).toBe('{+a b+}')
  expect(marked('a b', '')).toBe('[-a b-]')
})

test('without what was added it is the left text, without what was removed the right', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '. ', '\n')).map((list) => list.join(''))
  fc.assert(
    fc.property(words, words, (left, right) => {
      const pieces = mergeWordDiff(wordDiff(left, right))
      const without = (change: string) =>
        pieces
          .filter((piece) => piece.change !== change)
          .map(({ text }) => text)
          .join('')
      expect([without('added'), without('removed')]).toEqual([left, right])
    }),
  )
})
