import { expect, test } from 'vitest'
import { type Annotator, labelAgreement } from './label-agreement.ts'

const annotator = (name: string, labels: string): Annotator => ({
  name,
  labels: new Map(
    Array.from(labels, (label, at): [string, string] => [`r${at}`, label]).filter(([, l]) => l !== '.'),
  ),
})

test('two annotators of Krippendorff’s example: alpha .692, kappa, confusions and rows in dispute', () => {
  const agreement = labelAgreement([annotator('meg', 'aabbdcccedda'), annotator('owen', 'babbbccceddd')], {
    seed: 1,
  })
  expect(agreement.alpha).toMatchObject({ value: expect.closeTo(0.692, 3), rows: 12 })
  const [pair] = agreement.pairs
  expect(pair).toMatchObject({ first: 'meg', second: 'owen', agreed: 9 })
  // Chance: a 3·1, b 2·4, c 3·3, d 3·3, e 1·1 of 144, = 30/144.
  expect(pair?.kappa.value).toBeCloseTo((9 / 12 - 30 / 144) / (1 - 30 / 144), 12)
  expect(pair?.kappa.low).toBeLessThan(0.6)
  expect(pair?.kappa.high).toBeGreaterThan(0.8)
  expect(pair?.confusions).toEqual([
    { first: 'a', second: 'b', count: 1 },
    { first: 'd', second: 'b', count: 1 },
    { first: 'a', second: 'd', count: 1 },
  ])
  expect(agreement.disagreements.map(({ id }) => id)).toEqual(['r0', 'r4', 'r11'])
})

test('three annotators give three pairs; rows that one labelled are left out', () => {
  const agreement = labelAgreement([annotator('a', 'xyx.'), annotator('b', 'xyy.'), annotator('c', 'x..z')], {
    seed: 1,
  })
  expect(agreement.pairs.map(({ first, second, kappa }) => [first, second, kappa.rows])).toEqual([
    ['a', 'b', 3],
    ['a', 'c', 1],
    ['b', 'c', 1],
  ])
  expect(agreement.pairs[1]?.kappa.value).toBeNull()
  expect(agreement.alpha.rows).toBe(3)
})

test('one person, or no common row, is refused by name', () => {
  expect(() => labelAgreement([annotator('ann', 'x')], { seed: 1 })).toThrow(
    'The labels are those of ann. Agreement needs two people.',
  )
  expect(() => labelAgreement([annotator('ann', 'x.'), annotator('bob', '.x')], { seed: 1 })).toThrow(
    'No row was labelled by two of: ann, bob.',
  )
})
