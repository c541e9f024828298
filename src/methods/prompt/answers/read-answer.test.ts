import { expect, it } from 'vitest'
import { readAnswer } from './read-answer.ts'

const format = { kind: 'classification' as const, labels: ['tea', 'a "hot" drink'], fallback: 'tea' }

it.each([
  ['{"label": "tea"}', 'tea', 'first'],
  ['{"label":"a \\"hot\\" drink"}\n', 'a "hot" drink', 'first'],
  ['tea', 'tea', 'first'],
  ['{"label": "Tea"}', 'tea', 'repaired'],
  ['{"label": "tea", "why": "steam"}', 'tea', 'repaired'],
])('%s is an answer in the form that was asked for, or mended to one', (raw, output, validity) => {
  expect(readAnswer(raw, format, '')).toEqual({ output, validity })
})
