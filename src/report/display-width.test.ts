import { expect, test } from 'vitest'
import { displayWidth, fitRight, fitText, takeColumns, truncateText } from './display-width.ts'

test.each([
  ['', 0],
  ['head', 4],
  ['–●─┊✓✗', 6],
  ['東京', 4],
  ['e\u0301', 1],
  ['👩‍👩‍👧‍👦', 2],
  ['🇫🇷!', 3],
  ['한국', 4],
  ['\u200B', 0],
])('%j takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns)
})

test('fitting gives exactly the width, whatever is cut', () => {
  for (const text of ['head', '東京都の請求書', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 'w'.repeat(40)]) {
    for (const width of [1, 2, 3, 5, 8, 20]) {
      expect(displayWidth(fitText(text, width))).toBe(width)
      expect(displayWidth(fitRight(text, width))).toBe(width)
    }
  }
})

test('a cut text ends in an ellipsis and never holds half a character', () => {
  expect(truncateText('nearest-neighbour', 8)).toBe('nearest…')
  expect(takeColumns('東京', 3)).toBe('東')
})
