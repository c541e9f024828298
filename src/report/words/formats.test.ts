import { describe, expect, test } from 'vitest'
import { tuneReport } from '../../../test/fixtures/report/all.ts'
import { criterionWords } from './criterion-words.ts'
import { formatDifference, formatMargin } from './format-difference.ts'
import { formatMilliseconds, formatSeconds } from './format-duration.ts'
import { formatPValue } from './format-p-value.ts'
import { formatQuality, formatQualityRange, formatQualityTarget } from './format-quality.ts'
import { formatUsd } from './format-usd.ts'
import { labelMoreWords } from './label-more-words.ts'
import { openingWords } from './opening-words.ts'
import { sharedRowsWords } from './rows-words.ts'

const spaced = (text: string) => text.replaceAll('\u00A0', ' ')

describe('figures are written as people read them', () => {
  test.each([
    [0, '$0.00'],
    [0.00146, '$0.00146'],
    [0.0000019, '$0.0000019'],
    [14.6, '$14.60'],
    [5225.76, '$5,226'],
    [-3.5, '−$3.50'],
  ])('%d USD is %s', (usd, text) => expect(formatUsd(usd)).toBe(text))

  test.each([
    [0, '0 ms'],
    [0.04, '0.04 ms'],
    [4.2, '4.2 ms'],
    [610, '610 ms'],
    [999.6, '1 s'],
    [1430, '1.4 s'],
  ])('%d ms is %s', (milliseconds, text) => expect(spaced(formatMilliseconds(milliseconds))).toBe(text))

  test.each([
    [2.4, '2.4 s'],
    [60, '1 min'],
    [171, '2 min 51 s'],
    [3900, '1 h 5 min'],
  ])('%d s is %s', (seconds, text) => expect(spaced(formatSeconds(seconds))).toBe(text))

  test('quality in per cent for shares, as a number for scores', () => {
    expect(spaced(formatQuality(0.9567, 'accuracy'))).toBe('95.7 %')
    expect(formatQuality(0.512, 'editEffort')).toBe('0.512')
    expect(spaced(formatQualityTarget(0.9, 'accuracy'))).toBe('90 %')
    expect(formatQualityRange({ low: 0.885, high: 0.956 }, 'accuracy')).toBe('88.5 to 95.6')
  })

  test('differences carry a true sign, zero none', () => {
    expect(formatDifference(0.034, 'accuracy')).toBe('+3.4')
    expect(formatDifference(-0.005, 'accuracy')).toBe('−0.5')
    expect(formatDifference(-0.00001, 'accuracy')).toBe('0.0')
    expect(formatMargin(0.01, 'accuracy')).toBe('1 point')
  })

  test('p-values', () => {
    expect(spaced(formatPValue(0.00002))).toBe('< 0.001')
    expect(formatPValue(0.022282)).toBe('0.022')
    expect(formatPValue(1)).toBe('1')
  })
})

test('criteria are named by what they are about; an unknown one keeps its name', () => {
  expect(criterionWords('latencyMs.p95', 'accuracy').short).toBe('latency')
  expect(criterionWords('costPerQueryUsd', 'accuracy').short).toBe('cost')
  expect(criterionWords('budgetUsd', 'accuracy').short).toBe('budget')
  expect(criterionWords('latencyMs.p99', 'accuracy').short).toBe('latency p99')
  expect(criterionWords('readyInDays', 'accuracy').format(1)).toBe('1 day')
  expect(criterionWords('readyInDays', 'accuracy').format(0.00003)).toBe('under a day')
  expect(criterionWords('carbon', 'accuracy').short).toBe('carbon')
})

test('the form of answers is named and written as a share', () => {
  const { short, format, formatTarget } = criterionWords('validity', 'chrF')
  expect([short, format(0.9733), formatTarget(0.98)].map((text) => text.replaceAll(/\s/gu, ' '))).toEqual([
    'format',
    '97.3 %',
    '98 %',
  ])
})

test('one test row is one row', () => {
  const rows = { ...tuneReport.data.rows, test: 1 }
  const one = { ...tuneReport, candidates: [], data: { ...tuneReport.data, rows } }
  expect(sharedRowsWords(one)).toBe('1 test row')
})

test('openings are counted, and above five the set is spent', () => {
  expect(openingWords(1)).toBe('first opening of this test set')
  expect(openingWords(6)).toBe('opening 6 of this test set (spent)')
})

test('label-more rounds to two digits and gives the reason when no number helps', () => {
  const none = { forClaim: 'quality', ifAsObserved: null, ifEqual: null, alpha: 0.05 } as const
  expect(labelMoreWords({ ...none, rows: 503, total: 581 })).toBe(
    'Label about 500 more test rows, 580 in all, to know whether the target is met.',
  )
  expect(labelMoreWords({ ...none, rows: null, total: null, reason: 'Below the target.' })).toBe(
    'Below the target.',
  )
})
