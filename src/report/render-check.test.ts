import pc from 'picocolors'
import { expect, test } from 'vitest'
import { hostileReport, notEnoughReport, singleReport, tuneReport } from '../../test/fixtures/report/all.ts'
import { measuredData as measured } from '../../test/fixtures/report/measured-data.ts'
import { displayWidth } from './display-width.ts'
import { renderCheck } from './render-check.ts'

const colours = pc.createColors(false)

test('shows counts, labels, leakage and findings, the worst first', () => {
  const text = renderCheck(tuneReport.data, { colours, width: 80, name: 'support-triage' })
  expect(text).toContain('support-triage · 374 train, 78 validation, 208 test rows · test set still sealed')
  expect(text).toContain('To show 90 %, at least 195 of 208 test rows must be right.')
  expect(text).toMatch(/data-privacy +9 +6 +█/)
  expect(text).toContain('3 of 208 test inputs also in train: 2 with the same answer, 1 with another.')
  expect(text.indexOf('! warning')).toBeLessThan(text.indexOf('· note'))
  expect(text).toContain('and 3 more')
})

test('says when no score could show the target, and marks blockers', () => {
  const text = renderCheck(singleReport.data, { colours, width: 80 })
  expect(text).toContain('20 test rows cannot show 90 %, not even with every row right.')
  expect(text).toContain('1 finding, 1 blocker')
  expect(text).toContain('✗ blocker: 20 test rows cannot show 90 %')
})

test('many labels are cut to the largest and smallest, and none found is said', () => {
  const text = renderCheck(notEnoughReport.data, { colours, width: 80 })
  expect(text).toContain('… 15 labels between …')
  expect(text).toContain('queue 31')
  expect(text).toContain('No findings')
  expect(text).toContain('test set opened 2 times')
})

test('without a curve it says that the rule of thumb is none', () => {
  const text = renderCheck(tuneReport.data, { colours, width: 80 })
  expect(text).not.toContain('Do test and production look like train?')
  expect(text).toContain('A rule of thumb asks for 100 to 500 examples; there are 452 to learn from.')
})

test('coverage, periods, decay and the learning curve are drawn when they were measured', () => {
  const text = renderCheck(measured, { colours, width: 90 })
  expect(text).toContain('Wrong answers of the head: 90 rows 20.0 %, 180 rows 15.0 %.')
  expect(text).toContain('Doubling the train rows is likely to gain 1.1 to 4.3 points.')
  expect(text).not.toContain('rule of thumb')
  expect(text).toContain('Test inputs look like train: no difference is shown.')
  expect(text).toContain('Production inputs do not look like train (AUC .66, .62 to .70; .50 is chance).')
  expect(text).toContain('14 production inputs like nothing in train: "cancel my flight"')
  expect(text).toMatch(/2026-01 +12 +too few/u)
  expect(text).toMatch(/2026-02 +150 +different \.68 +changed: sy.*nc 13 → 29 %/u)
  expect(text).toMatch(/loses 0\.4 \(−1\.0 to 2\.0\) points a month/u)
  expect(text).toContain('At worst your margin')
  expect(text).toContain('As it is, accuracy falls by 3.0 (1.0 to 5.0) points a month')
})

test('those sections stay inside the width too', () => {
  for (const width of [60, 80, 160]) {
    const text = renderCheck(measured, { colours, width })
    expect(text).not.toContain('\u001B')
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width)
  }
})

test('hostile labels stay inside the width and cannot steer the terminal', () => {
  for (const width of [60, 100, 200]) {
    const text = renderCheck(hostileReport.data, { colours, width })
    expect(text).not.toContain('\u001B')
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width)
  }
})
