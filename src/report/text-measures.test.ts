import pc from 'picocolors'
import { expect, test } from 'vitest'
import { tuneReport } from '../../test/fixtures/report/tune.ts'
import type { Report } from '../contracts/report.ts'
import { renderHtml } from './render-html.ts'
import { renderMarkdown } from './render-markdown.ts'
import { renderTerminal } from './render-terminal.ts'

const [first, second] = tuneReport.candidates.filter(({ finalist }) => finalist).map(({ name }) => name)
const focus = first ?? ''
const against = second ?? ''

const generated: Report = {
  ...tuneReport,
  task: { ...tuneReport.task, metric: 'chrF' },
  textMeasures: {
    n: 80,
    focus,
    rules: { given: true, words: ['Write 30 to 60 words.', 'Do not write "<b>".'] },
    measures: [
      {
        name: 'editEffort',
        arms: [
          { candidate: focus, value: 0.8, low: 0.78, high: 0.82 },
          { candidate: against, value: 0.95, low: 0.93, high: 0.97 },
        ],
        differences: [{ against, value: -0.15, low: -0.17, high: -0.13 }],
      },
      {
        name: 'keepsRules',
        arms: [
          { candidate: focus, value: 0.6, low: 0.49, high: 0.7 },
          { candidate: against, value: 0.1, low: 0.05, high: 0.19 },
        ],
        differences: [{ against, value: 0.5, low: 0.38, high: 0.61 }],
      },
    ],
    broken: [{ candidate: against, rule: 'forbidden', rows: 72 }],
  },
}

test('texts of the leader stand beside those of another by every measure, on the terminal in one line', () => {
  const options = { width: 400, colours: pc.createColors(false) }
  const text = renderTerminal(generated, options).replaceAll(/\s+/gu, ' ')
  const line = `Texts of ${focus} against ${against} on 80 rows: edit effort 0.800 against 0.950, keeps every rule 60.0 % against 10.0 %.`
  expect(text).toContain(line)
  expect(renderMarkdown(generated)).toContain('edit effort 0.800 against 0.950')
})

test('the page has each measure with its interval, the paired differences, and which rules are broken', () => {
  const page = renderHtml(generated).replaceAll(/\s+/gu, ' ')
  expect(page).toContain('id="text-measures"')
  expect(page).toContain('0.780 to 0.820')
  expect(page).toContain('−0.170 to −0.130')
  expect(page).toContain('+38.0 to +61.0')
  expect(page).toContain(`${against} forbidden 72 of 80`)
  expect(page).toContain('Do not write &quot;&lt;b&gt;&quot;.')
  expect(renderHtml(tuneReport)).not.toContain('text-measures')
})
