import { expect, it } from 'vitest'
import { lastLines } from './last-lines.ts'

it('keeps the last lines, also when they come in pieces', () => {
  const lines = lastLines(2)
  for (const piece of ['one\ntw', 'o\n\nthree\nfo', 'ur']) lines.push(piece)
  expect(lines.text()).toBe('two\nthree\nfour')
})
