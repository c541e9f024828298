import pc from 'picocolors'
import { expect, test } from 'vitest'
import { tuneReport } from '../../test/fixtures/report/all.ts'
import { hostileReport } from '../../test/fixtures/report/hostile.ts'
import { measuredData } from '../../test/fixtures/report/measured-data.ts'
import { learningCurveChart } from './charts/learning-curve-chart.ts'
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

test('drift over time is drawn where it was measured, each label in the periods that have it', () => {
  expect(driftPeriods(undefined)).toEqual([])
  expect(renderHtml(tuneReport)).not.toContain('drift-chart')
  expect(driftPeriods(measuredData.change)).toEqual([
    { label: '2026-01', rows: 12, mix: {} },
    {
      label: '2026-02',
      rows: 150,
      mix: { 'sy\u001B[31mnc': 0.29 },
      shift: { p: 0.001, auc: 0.68, low: 0.6, high: 0.75 },
    },
  ])
  const page = renderHtml({ ...tuneReport, data: measuredData })
  expect(page).toContain('id="drift-chart-title"')
  expect(page).toContain('2026-02 (150 rows): AUC 0.68, ')
})

test('the page shows coverage, missing regions, retraining, the learning curve and doubted labels', () => {
  const page = renderHtml({ ...tuneReport, data: measuredData })
  expect(page).toContain('Production inputs do not look like train')
  expect(page).toContain('14 production inputs like nothing in train')
  expect(page).toContain('cancel my flight')
  expect(page).toContain('the nearest train row has too')
  expect(page).toContain('How often will it need retraining?')
  expect(page).toContain('At worst your margin would be lost')
  expect(page).toContain('id="learning-curve-title"')
  expect(page).toContain('90 rows: 20 %')
  expect(page).toContain('Doubling the train rows is likely to gain 1.1 to 4.3 points.')
  expect(page).toContain('Charged twice this month')
  expect(page).not.toContain('train.jsonl:40')
  expect(renderHtml(tuneReport)).not.toContain('id="coverage"')
})

test('a curve that says nothing of a doubling, or has no error left, is drawn too', () => {
  const doubling = { result: 'cannot-say', reason: 'the curve still steepens' } as const
  const points = [
    { rows: 20, error: 1, tested: 50 },
    { rows: 40, error: 0.5, tested: 50 },
    { rows: 80, error: 0, tested: 50 },
  ]
  const chart = learningCurveChart({ method: 'head', points, doubling }).markup
  expect(chart).not.toMatch(/NaN|Infinity/)
  expect(chart).not.toContain('one doubling')
  expect(learningCurveChart({ method: 'head', points: [], doubling }).markup).not.toMatch(/NaN|Infinity/)
})
