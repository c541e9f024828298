import { expect, test } from 'vitest'
import { wrapText } from './wrap-text.ts'

test('breaks at spaces with a hanging indent', () => {
  expect(wrapText('one two three four', 9, 2)).toEqual(['one two', '  three', '  four'])
})

test('breaks a word that is too long', () => {
  expect(wrapText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
  expect(wrapText('', 4)).toEqual([])
})

test('keeps a number and its unit together', () => {
  expect(wrapText('scored 92.8 % in 4 ms', 12)).toEqual(['scored', '92.8 % in', '4 ms'])
})
