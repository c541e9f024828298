import pc from 'picocolors'
import { expect, test } from 'vitest'
import { pricedReport, tuneReport } from '../../test/fixtures/report/all.ts'
import type { BreakEven, CostReport } from '../contracts/cost.ts'
import { renderCost } from './render-cost.ts'
import { renderHtml } from './render-html.ts'
import { renderMarkdown } from './render-markdown.ts'
import { renderTerminal } from './render-terminal.ts'
import { costSentences } from './words/cost-words.ts'

const plain = pc.createColors(false)
const { cost } = pricedReport
if (cost === undefined) throw new Error('the fixture has no cost')
const drawn: CostReport = cost

test('every rendering says what each way costs; a report without prices says nothing of it', () => {
  const terminal = renderTerminal(pricedReport, { colours: plain, width: 110 }).replaceAll(/\s+/gu, ' ')
  expect(terminal).toContain(
    'Cost: In the first year retrieved costs $2,983 to $4,957 and head $2,510 to $3,400',
  )
  expect(terminal).toContain('It hangs most on volume.perMonth, costs.promptOverrun')
  expect(terminal).toContain('costs.hours.promptDevelopment 4 to 10')
  expect(terminal).toContain('(assumed for a medium team).')
  // Figures that were measured stand where there is room for them.
  expect(terminal).not.toContain('head: fitting, USD')
  expect(renderMarkdown(pricedReport)).toContain('| head: fitting, USD | 0.01 | measured |')
  expect(renderMarkdown(pricedReport)).toContain('- In the first year retrieved costs $2,983 to $4,957')
  expect(renderMarkdown(pricedReport)).toContain(
    '| head: busy seconds a query | 0.0038 to 0.0042 | measured |',
  )
  const page = renderHtml(pricedReport)
  for (const id of ['cost-totals', 'cost-matters', 'cost-inputs'])
    expect(page).toContain(`<table id="${id}">`)
  expect(page).toContain('assumed for a medium team')
  expect(page).toContain('head: fitting, USD')
  for (const text of [
    renderTerminal(tuneReport, { colours: plain, width: 110 }),
    renderMarkdown(tuneReport),
    renderHtml(tuneReport),
  ])
    expect(text).not.toContain('In the first year')
})

test('the page draws the first year against the volume, but not where a way is free', () => {
  expect(renderHtml(pricedReport)).toContain('<polygon class="band tune"')
  const nothing = { low: 0, high: 0 }
  const free = { ...drawn, curve: drawn.curve.map((point) => ({ ...point, tune: nothing })) }
  expect(renderHtml({ ...pricedReport, cost: free })).not.toContain('<polygon')
})

test.each<[BreakEven, string]>([
  ['never', 'In the first year head pays at no volume.'],
  ['always', 'In the first year head pays from the first query.'],
  [{ low: 10, high: 10, tuningPays: 'above' }, 'head pays from 10 queries a month on.'],
  [{ low: 1000, high: 'never', tuningPays: 'above' }, 'head pays from 1,000, or never, queries a month on.'],
  [{ low: 1000, high: 2000, tuningPays: 'below' }, 'head pays up to 1,000 to 2,000 queries a month.'],
  [
    { low: 1000, high: 'never', tuningPays: 'below' },
    'head pays up to 1,000 queries a month, or at any volume.',
  ],
])('a break-even of %o in words', (firstYear, words) => {
  const said = costSentences({ ...drawn, breakEvenPerMonth: { ...drawn.breakEvenPerMonth, firstYear } })
  expect(said[1]).toContain(words)
})

test.each<[BreakEven, string]>([
  ['never', 'head does not pay back within 60 months.'],
  ['always', 'head is cheaper from the first query.'],
  [{ low: 22, high: 22, tuningPays: 'above' }, 'head has paid back after 22 months.'],
  [
    { low: 1, high: 'never', tuningPays: 'above' },
    'head has paid back after 1 month at best, not within 60 months at worst.',
  ],
])('a month of break-even of %o in words', (breakEvenMonth, words) => {
  expect(costSentences({ ...drawn, breakEvenMonth })[3]).toContain(words)
})

test('the table of a plan fits a narrow terminal, and control characters of a file name do nothing', () => {
  const [first] = drawn.inputs
  if (first === undefined) throw new Error('no input')
  const odd = { ...drawn, inputs: [{ ...first, source: 'a\u001B[2Jb' }] }
  const text = renderCost(odd, { colours: plain, width: 60 })
  expect(text).not.toContain('\u001B')
  expect(text).toMatch(/^first year {7}\$2,983 to \$4,957 {4}\$2,510 to \$3,400$/mu)
})
