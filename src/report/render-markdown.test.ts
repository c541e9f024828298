import { expect, test } from 'vitest'
import { hostileReport, tuneReport } from '../../test/fixtures/report/all.ts'
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
