import pc from 'picocolors'
import { expect, test } from 'vitest'
import { hostileReport, notEnoughReport, singleReport, tuneReport } from '../../test/fixtures/report/all.ts'
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

test('hostile labels stay inside the width and cannot steer the terminal', () => {
  for (const width of [60, 100, 200]) {
    const text = renderCheck(hostileReport.data, { colours, width })
    expect(text).not.toContain('\u001B')
    expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(width)
  }
})
