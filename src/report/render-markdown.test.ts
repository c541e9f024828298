import { expect, test } from 'vitest'
import { hostileReport, tuneReport } from '../../test/fixtures/report/all.ts'
import { measuredData } from '../../test/fixtures/report/measured-data.ts'
import { renderMarkdown } from './render-markdown.ts'

test('opens with the verdict and has a row for every candidate', () => {
  const text = renderMarkdown(tuneReport)
  expect(text.startsWith('**Use a trained small model: head (MiniLM + logistic regression).**')).toBe(true)
  for (const { name } of tuneReport.candidates) expect(text).toContain(`| ${name} |`)
})

test('text from data cannot become markup or break the table', () => {
  const text = renderMarkdown(hostileReport)
  expect(text).not.toMatch(/(?<!\\)<script/)
  const rows = text.split('\n').filter((line) => line.startsWith('| '))
  for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6)
})

test('says the headline of each part of the examples', () => {
  const text = renderMarkdown({ ...tuneReport, data: measuredData })
  expect(text).toContain('- 3 of 208 test inputs also in train')
  expect(text).toContain('- 18 production inputs like nothing in train, in 2 groups.')
  expect(text).toContain('- Doubling the train rows is likely to gain 1.1 to 4.3 points.')
  expect(text).toMatch(/1 row of 452 .* another label/)
})
