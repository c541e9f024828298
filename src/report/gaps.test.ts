import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { tuneReport } from '../../test/fixtures/report/tune.ts'
import { orderOfDemonstrations, type Consistency } from '../contracts/gaps.ts'
import { renderHtml } from './render-html.ts'
import { renderMarkdown } from './render-markdown.ts'
import { renderTerminal } from './render-terminal.ts'
import { agreementWords, notRewrittenWords, rewriteFigure } from './words/gap-words.ts'

const terminal = { colours: pc.createColors(false), width: 100 }

describe('gaps in a report', () => {
  it('are one line on a terminal, and one that none is shown', () => {
    expect(renderTerminal(tuneReport, terminal)).toContain(
      'Gaps (validation rows) of retrieved: words it misses 8 % (deposit, slot).',
    )
    expect(renderTerminal({ ...tuneReport, gaps: [] }, terminal)).toContain(
      'Gaps: none shown on validation rows.',
    )
    const { gaps: _, ...unbuilt } = tuneReport
    expect(renderTerminal(unbuilt, terminal)).not.toContain('Gaps')
  })

  it('have their rows, interval, p and help on the page', () => {
    const page = renderHtml(tuneReport)
    expect(page).toContain('<h2 id="gaps">What goes wrong, and what helps</h2>')
    expect(page).toContain('8.3\u00A0% (3.6 to 18.1) of 60 rows, p 0.011.')
    expect(page).toContain('The deposit for the slot on Friday came twice')
    expect(page).toContain('billing · typos: stock')
    expect(renderHtml({ ...tuneReport, gaps: [] })).toContain('Nothing of the kind is shown')
  })

  it('are bullets in Markdown', () => {
    expect(renderMarkdown(tuneReport)).toMatch(/^- Words it misses, retrieved, 8\.3\s% \(3\.6 to 18\.1\)/mu)
  })
})

describe('consistency in words', () => {
  const base: Consistency = { inputs: 8, rewrites: [], worst: [] }

  it('says what asking again showed, or why there was no need', () => {
    expect(agreementWords(base)).toBe('one by construction: nothing is drawn')
    const agreement = { value: 0.75, low: 0.5, high: 0.9, inputs: 20, asks: 5 }
    expect(agreementWords({ ...base, agreement: { ...agreement, measure: 'same' } })).toBe(
      '75.0\u00A0% (50.0 to 90.0) of 20 inputs: 5 answers, all the same',
    )
    expect(agreementWords({ ...base, agreement: { ...agreement, measure: 'chrF' } })).toBe(
      'chrF 0.750 (0.500 to 0.900) between 5 answers to 20 inputs',
    )
    expect(agreementWords({ ...base, inputs: 0, reason: 'too slow' })).toBe('too slow')
  })

  it('says whose demonstrations were shown in another order', () => {
    const interval = { value: 0.25, low: 0.07, high: 0.59 }
    const order = { name: orderOfDemonstrations, inputs: 8, changed: 2, flips: interval }
    const shown: Consistency = { ...base, showsDemonstrations: true, rewrites: [order], flips: interval }
    const none: Consistency = { ...base, showsDemonstrations: false }
    const report = {
      ...tuneReport,
      candidates: tuneReport.candidates.map((candidate, at) => ({
        ...candidate,
        consistency: at === 0 ? shown : none,
      })),
    }
    const name = tuneReport.candidates[0]?.name ?? ''
    const words = `the order of demonstrations is one of them for ${name} only.`
    expect(renderMarkdown(report)).toContain(words)
    const page = renderHtml(report)
    expect(page).toContain('>order of demonstrations</th>')
    expect(page).toContain('25.0\u00A0% (7.0 to 59.0)')
    expect(page).toContain('shows none')
    const all = report.candidates.map((candidate) => ({ ...candidate, consistency: shown }))
    expect(renderMarkdown({ ...report, candidates: all })).not.toContain('one of them')
    expect(notRewrittenWords('typos', none)).toBe('–')
    expect(notRewrittenWords(orderOfDemonstrations, base)).toBe('–')
  })

  it('gives shares of labels and likeness of texts', () => {
    const interval = { value: 0.5, low: 0.25, high: 0.75 }
    expect(rewriteFigure({ flips: interval, likeness: interval })).toBe('50.0\u00A0% (25.0 to 75.0)')
    expect(rewriteFigure({ likeness: interval })).toBe('alike to 0.500 (0.250 to 0.750)')
    expect(rewriteFigure({})).toBe('–')
  })
})
