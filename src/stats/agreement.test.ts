import { expect, it } from 'vitest'
import fixture from '../../test/fixtures/stats/agreement.json' with { type: 'json' }
import { cohenKappa } from './cohen-kappa.ts'
import { krippendorffAlpha } from './krippendorff-alpha.ts'

type Pair = readonly [string, string]
const times = (count: number, pair: Pair): Pair[] => Array.from({ length: count }, () => pair)

it('kappa of 50 proposals, 20 both yes, 15 both no: (.70 − .50) / (1 − .50) = .40', () => {
  const pairs = [
    ...times(20, ['yes', 'yes']),
    ...times(5, ['yes', 'no']),
    ...times(10, ['no', 'yes']),
    ...times(15, ['no', 'no']),
  ]
  expect(cohenKappa(pairs)).toBeCloseTo(0.4, 12)
})

it('alpha of Krippendorff’s example with two observers and twelve rows is .692', () => {
  const meg = 'aabbdcccedda'
  const owen = 'babbbccceddd'
  const units = Array.from(meg, (label, at) => [label, owen[at] ?? ''])
  expect(krippendorffAlpha(units)).toBeCloseTo(0.692, 3)
})

it('alpha of Krippendorff’s example with four observers and missing labels is .743', () => {
  const rows = [
    [1, 1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [5, 5, 5],
    [1, 1],
    [3],
  ]
  expect(krippendorffAlpha(rows)).toBeCloseTo(0.743, 3)
})

it.each(fixture.two)('kappa of $name is that of scikit-learn, alpha that of krippendorff', (row) => {
  const pairs = row.first.map((label, at) => [label, row.second[at] ?? -1] as const)
  expect(cohenKappa(pairs)).toBeCloseTo(row.kappa, 12)
  expect(krippendorffAlpha(pairs)).toBeCloseTo(row.alpha, 12)
})

it.each(fixture.many)('alpha of $name with missing labels is that of krippendorff', (row) => {
  expect(krippendorffAlpha(row.units)).toBeCloseTo(row.alpha, 12)
})

it('is undefined where only one label was used, and refuses no rows', () => {
  expect(cohenKappa([['a', 'a']])).toBeNull()
  expect(krippendorffAlpha([['a', 'a'], ['b']])).toBeNull()
  expect(() => cohenKappa([])).toThrow('at least one row that both labelled')
  expect(() => krippendorffAlpha([['a'], ['b']])).toThrow('at least one row with two labels')
})
