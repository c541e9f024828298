import { expect, test } from 'vitest'
import { advisedReport, tuneReport } from '../../test/fixtures/report/all.ts'
import type { Flip } from '../contracts/advice.ts'
import { reportSchema } from '../contracts/report.ts'
import { figureOf } from './figure-of.ts'
import { renderHtml } from './render-html.ts'
import { renderTerminal } from './render-terminal.ts'
import { flipLine } from './words/advice-words.ts'

const { advice } = advisedReport
if (advice === undefined) throw new Error('the advised fixture has no advice')
const plain = (text: string) => text.replaceAll(/\s+/gu, ' ')
const flip: Flip = {
  change: 'volume',
  from: 10_000,
  to: 6100,
  choice: 'prompt',
  chosen: 'retrieved',
  text: 'Below about 6,100 answers a month (planned: 10,000): use retrieved, a prompt, instead of head.',
  figures: [],
}
const flipping = { ...advisedReport, advice: { ...advice, flips: [flip, flip] } }

test('every figure that advice names is in the report', () => {
  const reasons = [
    ...advice.flips,
    ...advice.whenToUse,
    ...Object.values(advice.nextSteps).flat(),
    ...advice.risks,
  ]
  const references = reasons.flatMap(({ figures }) => figures)
  expect(references.length).toBeGreaterThan(10)
  expect(references.filter((reference) => figureOf(advisedReport, reference) === undefined)).toEqual([])
  expect(reportSchema.safeParse(advisedReport).error).toBeUndefined()
})

test('the page shows the steps of the team asked for, and folds the others', () => {
  const page = plain(renderHtml(advisedReport))
  expect(page).toContain('<h3>Next steps for a small business</h3>')
  expect(page.match(/<details> <summary>Next steps for [^<]*/gu)).toEqual([
    '<details> <summary>Next steps for a mid-size one',
    '<details> <summary>Next steps for a technical team',
  ])
  expect(page).toContain('Nothing that was tried changes the verdict')
})

test('the terminal has one line of it, and none where nothing flips', () => {
  const options = { width: 100, colours: { bold: same, dim: same, yellow: same, green: same, red: same } }
  expect(plain(renderTerminal(flipping, options))).toContain(
    'What would change it: below about 6,100 answers a month (planned: 10,000): use retrieved, a prompt, instead of head. (1 more in the report)',
  )
  expect(flipLine(advisedReport)).toBe('')
  expect(flipLine(tuneReport)).toBe('')
})

function same(text: string): string {
  return text
}
