import { describe, expect, test } from 'vitest'
import * as fixtures from '../../test/fixtures/report/all.ts'
import { hostileReport, hostileStrings } from '../../test/fixtures/report/hostile.ts'
import { tuneReport } from '../../test/fixtures/report/tune.ts'
import { reportSchema } from '../contracts/report.ts'
import { renderHtml } from './render-html.ts'

const reports = Object.entries(fixtures)

describe.each(reports)('the page of %s', (_, report) => {
  const page = renderHtml(report)

  test('is drawn from a valid report', () => {
    expect(reportSchema.safeParse(report).error).toBeUndefined()
  })

  test('is well-formed: every element is closed in order, every id is used once', () => {
    expect(unbalanced(page)).toEqual([])
    const ids = matches(page, / id="([^"]*)"/g)
    expect(new Set(ids).size).toBe(ids.length)
    const anchors = matches(page, / href="#([^"]*)"/g)
    const named = matches(page, / aria-labelledby="([^"]*)"/g).flatMap((value) => value.split(' '))
    expect([...anchors, ...named].filter((id) => !ids.includes(id))).toEqual([])
  })

  test('has one h1 and never skips a heading level', () => {
    const levels = matches(page, /<h([1-6])[ >]/g).map(Number)
    expect(levels.filter((level) => level === 1)).toEqual([1])
    expect(levels[0]).toBe(1)
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true)
  })

  test('runs nothing and loads nothing', () => {
    const tags = new Set(matches(page, /<([a-z][a-z0-9-]*)/gi))
    for (const tag of ['script', 'img', 'link', 'iframe', 'object', 'form']) expect(tags).not.toContain(tag)
    expect(page).not.toMatch(/<[^>]*\s(?:src|on\w+)=/i)
    expect(matches(page, / href="([^#"][^"]*)"/g)).toEqual([])
    expect(page).not.toMatch(/url\(|@import/)
  })

  test('names every candidate in the table and gives every chart a title and a description', () => {
    const table = page.slice(
      page.indexOf('<table id="candidates"'),
      page.indexOf('<section aria-labelledby="data"'),
    )
    const rows = matches(table.slice(0, table.indexOf('</table>')), /<th scope="row">/g)
    expect(rows).toHaveLength(report.candidates.length)
    const charts = matches(page, /(<svg class="chart"[\s\S]*?<\/svg>)/g)
    for (const chart of charts) expect(chart).toMatch(/<title [\s\S]*<desc /)
  })

  test('draws every mark inside its chart', () => {
    for (const chart of matches(page, /(<svg class="chart"[\s\S]*?<\/svg>)/g)) {
      const [width = 0, height = 0] = matches(chart, /viewBox="0 0 ([\d. ]+)"/g).flatMap((box) =>
        box.split(' ').map(Number),
      )
      const across = matches(chart, / (?:x|x1|x2|cx)="([^"]*)"/g).map(Number)
      const down = matches(chart, / (?:y|y1|y2|cy)="([^"]*)"/g).map(Number)
      expect(across.every((at) => at >= 0 && at <= width)).toBe(true)
      expect(down.every((at) => at >= 0 && at <= height)).toBe(true)
    }
  })

  test('keeps p-values out of the verdict', () => {
    const verdict = page.slice(page.indexOf('<header'), page.indexOf('</header>'))
    expect(verdict).not.toMatch(/\bp\s*[=<]|p-value/i)
  })
})

test('hostile text is shown as text, in every field', () => {
  const page = renderHtml(hostileReport)
  expect(page).not.toContain('<script>')
  expect(page).not.toContain('</style><style>')
  expect(page).not.toContain('<img')
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).toContain('a &amp; b &amp;lt; c')
  // oxlint-disable-next-line no-control-regex
  expect(page).not.toMatch(/[\u0000-\u0008\u000B-\u001F]|\p{Surrogate}/u)
  expect(page).toContain(hostileStrings[5])
})

test('a comparison table carries the tests, the difference and the margin', () => {
  const page = renderHtml(tuneReport)
  expect(page).toContain('exact McNemar')
  expect(page).toContain('+4.8')
  expect(page).toContain('14 / 4')
  expect(page).toContain('margin 3 points')
})

test('a page for one candidate without comparisons leaves their sections out', () => {
  const page = renderHtml(fixtures.singleReport)
  expect(page).not.toContain('id="comparisons"')
  expect(page).not.toContain('id="trade-off"')
  expect(page).toContain('crossover engine add trainer')
})

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[0])
}

/** Tags that do not close in order. The page writes no `<` or `>` that is not a tag's. */
function unbalanced(page: string): string[] {
  const wrong: string[] = []
  const open: string[] = []
  const body = page.replace('<!doctype html>', '').replace(/<style>[\s\S]*?<\/style>/, '')
  for (const [tag, slash, name = '', rest] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>/gi)) {
    if (name === 'meta' || rest?.endsWith('/') === true) continue
    if (slash === '') open.push(name)
    else if (open.pop() !== name) wrong.push(tag)
  }
  const stray = body.replaceAll(/<\/?[a-z][^<>]*>/gi, '').match(/[<>]/g) ?? []
  return [...wrong, ...open, ...stray]
}
