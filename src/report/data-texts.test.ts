import pc from 'picocolors'
import { expect, test } from 'vitest'
import { tuneReport } from '../../test/fixtures/report/all.ts'
import { hostileReport } from '../../test/fixtures/report/hostile.ts'
import type { DataReport } from '../contracts/report.ts'
import { driftPeriods } from './drift-periods.ts'
import { renderCheck } from './render-check.ts'
import { renderHtml } from './render-html.ts'
import { sparkline } from './terminal/sparkline.ts'
import { shortenSame } from './words/diff-words.ts'

const colours = pc.createColors(false)

test('check draws lengths and marks the words that differ', () => {
  const text = renderCheck(tuneReport.data, { colours, width: 100 })
  expect(text).toContain('Lengths in characters')
  expect(text).toMatch(/train inputs {2}▁▃█▆▂ {2}half up to 98, 95 % up to 402, longest 766/)
  expect(text).toContain('train.jsonl:31 → sync: Sync stopped after the update[.]')
  expect(text).toContain('train.jsonl:207 → performance: sync stopped after the update')
  expect(text).toContain('test.jsonl:17: Where do I find the invoice for […]?')
})

test('a sparkline has a mark wherever there is a row', () => {
  expect(sparkline([0, 1, 50, 100])).toBe(' ▁▄█')
  expect(sparkline([0, 0])).toBe('  ')
})

test('the page has the histogram, and pairs side by side with marks', () => {
  const page = renderHtml(tuneReport)
  expect(page).toContain('id="length-chart-title"')
  expect(page).toContain('One text, two answers')
  expect(page).toMatch(/<blockquote dir="auto">Sync stopped after the update<mark>\.<\/mark><\/blockquote>/)
  expect(page).toContain('<mark>…</mark>')
  expect(renderHtml(hostileReport)).not.toContain('<script>')
})

test('long stretches that are the same lose their middle, those at the ends their far side', () => {
  const same = (text: string) => ({ text, differs: false })
  const pieces = shortenSame([same('abcdefghij'), { text: 'X', differs: true }, same('klmnopqrst')], 4)
  expect(pieces.map(({ text }) => text).join('')).toBe('…ijXkl…')
})

const periods = [
  { label: '2026-01', rows: 200, mix: { billing: 0.5, sync: 0.5 }, shift: { p: 0.4, auc: 0.51 } },
  { label: '2026-02', rows: 180, mix: { billing: 0.3, sync: 0.7 }, shift: { p: 0.001, auc: 0.72 } },
]
const withChange = (change: object): DataReport => Object.assign({}, tuneReport.data, { change })

test('drift over time is drawn when the data report has it', () => {
  expect(driftPeriods(tuneReport.data)).toEqual([])
  expect(renderHtml(tuneReport)).not.toContain('drift-chart')
  const data = withChange({ periods })
  expect(driftPeriods(data)).toEqual(periods)
  const page = renderHtml({ ...tuneReport, data })
  expect(page).toContain('id="drift-chart-title"')
  expect(page).toContain('2026-02 (180 rows): AUC 0.72, ')
  expect(page.match(/<polyline/g)).toHaveLength(2)
})

test('periods that were measured with more detail are read too', () => {
  const measured = {
    periods: [
      {
        name: 'June',
        rows: 90,
        input: {
          result: 'alike',
          pValue: 0.3,
          auc: { value: 0.52, low: 0.4, high: 0.6 },
          rows: 90,
          reference: 900,
        },
        mix: { result: 'changed', rows: 90, reference: 900, labels: [{ label: 'a', before: 0.1, now: 0.4 }] },
      },
      { name: 'July', rows: 3, input: { result: 'cannot-say', rows: 3, reference: 900 } },
    ],
  }
  expect(driftPeriods(withChange(measured))).toEqual([
    { label: 'June', rows: 90, mix: { a: 0.4 }, shift: { p: 0.3, auc: 0.52 } },
    { label: 'July', rows: 3, mix: {} },
  ])
  expect(driftPeriods(withChange({ periods: 'none' }))).toEqual([])
})
