import { expect, test } from 'vitest'
import { advisedReport, tuneReport } from '../../test/fixtures/report/all.ts'
import { renderHtml } from './render-html.ts'
import { renderMarkdown } from './render-markdown.ts'
import { sideBySide, type SideBySide } from './side-by-side.ts'

const plain = (text: string) => text.replaceAll(/\s/gu, ' ')
function cellsOf({ rows }: SideBySide, figure: string): string[] {
  return rows.find((row) => row.figure === figure)?.cells.map(plain) ?? []
}

test('lays every finalist out in six dimensions', () => {
  const sides = sideBySide(advisedReport)
  expect(sides.candidates).toEqual(['head', 'retrieved', 'nearest-neighbour'])
  expect(new Set(sides.rows.map(({ dimension }) => dimension)).size).toBe(6)
  expect(sides.rows.every(({ cells }) => cells.length === 3)).toBe(true)
})

test('each cell is a figure of the report', () => {
  const sides = sideBySide(advisedReport)
  expect(cellsOf(sides, 'to be run')).toEqual([
    'local:minilm-l6',
    'local:minilm-l6, openai:gpt-5-mini (hosted)',
    'no model',
  ])
  expect(cellsOf(sides, 'a month')[0]).toBe('$14.60 at 10,000 answers')
  expect(cellsOf(sides, 'score, 95 % interval')[0]).toBe('95.7 % (92.0 to 97.7)')
  expect(cellsOf(sides, 'changed by harmless rewrites')[0]).toBe('1.3 % (0.3 to 2.9)')
  expect(cellsOf(sides, '95 of 100 within')).toEqual(['4.2 ms', '610 ms', '4.6 ms'])
  // Half an hour to two for a medium team, as the cost model took it.
  expect(cellsOf(sides, 'labour a month')[0]).toBe('0.5 to 2 hours (assumed)')
  expect(cellsOf(sides, 'rows used')[0]).toBe('374 to learn from')
})

test('a prompt is made anew when its model ends: the first day that is known', () => {
  const [none] = cellsOf(sideBySide(advisedReport), 'made anew').slice(1)
  expect(none).toBe('when its model is retired: no date known')
  const ending = (name: string, date: string) => ({
    name,
    role: 'language' as const,
    provider: 'openai',
    retires: { date, source: 'task file' },
  })
  const candidates = advisedReport.candidates.map((one) =>
    one.name === 'retrieved'
      ? { ...one, runs: [ending('openai:b', '2027-04-01'), ending('openai:a', '2026-12-11')] }
      : one,
  )
  const [known] = cellsOf(sideBySide({ ...advisedReport, candidates }), 'made anew').slice(1)
  expect(known).toBe('when its model is retired: 2026-12-11')
})

test('what was not measured says so', () => {
  const sides = sideBySide(tuneReport)
  expect(cellsOf(sides, 'to be run')).toEqual(['not measured', 'not measured', 'not measured'])
  expect(cellsOf(sides, 'changed by harmless rewrites').slice(1)).toEqual(['not measured', 'not measured'])
  expect(cellsOf(sides, 'labour a month')[0]).toBe('not measured')
  expect(cellsOf(sides, 'drift of real inputs')[0]).toBe('not measured')
})

test('the page and Markdown show the same table', () => {
  const [page, text] = [plain(renderHtml(advisedReport)), plain(renderMarkdown(advisedReport))]
  for (const { figure, cells } of sideBySide(advisedReport).rows) {
    expect(page).toContain(figure)
    for (const cell of cells) expect(text.replaceAll('\\', '')).toContain(plain(cell))
  }
})
