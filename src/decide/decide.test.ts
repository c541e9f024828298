import { expect, test } from 'vitest'
import { rules, arm, decided } from './decide.fixture.ts'
import { judgeFinalists } from './eligibility.ts'
import { labelMoreFor } from './label-more.ts'

/** decision.md §6, worked case: both right 56, only A 10, only B 7, neither 5; margin .02, target .80. */
const counts = { both: 56, onlyA: 10, onlyB: 7, neither: 5 }
const rightA = [
  ...Array<boolean>(56).fill(true),
  ...Array<boolean>(10).fill(true),
  ...Array<boolean>(7).fill(false),
  ...Array<boolean>(5).fill(false),
]
const rightB = [
  ...Array<boolean>(56).fill(true),
  ...Array<boolean>(10).fill(false),
  ...Array<boolean>(7).fill(true),
  ...Array<boolean>(5).fill(false),
]
const worked = { ...rules, target: 0.8, margin: 0.02 }

test('the worked case of decision.md §6: not enough evidence, leading A, 385 or 503 more rows', () => {
  expect(rightA).toHaveLength(counts.both + counts.onlyA + counts.onlyB + counts.neither)
  const a = arm({ name: 'A', family: 'tune', right: rightA })
  const b = arm({ name: 'B', family: 'prompt', kind: 'prompt/retrieved', right: rightB })
  const [standingA, standingB] = judgeFinalists([a, b], a, worked)
  expect(standingA?.quality.pValue).toBeCloseTo(0.192, 3)
  expect(standingB?.quality.pValue).toBeCloseTo(0.5, 2)
  expect(standingB?.againstReference?.nonInferiorP).toBeCloseTo(0.637, 3)
  const { verdict, comparisons } = decided({ arms: [a, b], reference: 'A', rules: worked })
  expect(verdict.choice).toBe('not-enough-evidence')
  expect(verdict.leading?.candidate).toBe('A')
  expect(comparisons[0]).toMatchObject({ a: 'B', b: 'A', discordant: [7, 10] })
  expect(comparisons[0]?.pValue).toBeCloseTo(0.629, 3)
  expect(comparisons[0]?.midP).toBeCloseTo(0.481, 3)
  expect(comparisons[0]?.difference.low).toBeCloseTo(-0.1482, 4)
  expect(comparisons[0]?.difference.high).toBeCloseTo(0.0696, 4)
  if (standingA === undefined) throw new Error('no standing')
  expect(labelMoreFor(standingA, worked, 1)).toMatchObject({ total: 463, rows: 385 })
  expect(labelMoreFor(standingA, worked, 2)).toMatchObject({ total: 581, rows: 503 })
  expect(verdict.labelMore).toMatchObject({ total: 581, rows: 503 })
})

test('decision.md §6: 918 of 1,000 right, b 40, c 43 at margin .02 is eligible alone and open as the first of two', () => {
  const right = Array.from({ length: 1000 }, (_, index) => index < 918)
  const other = right.map((isRight, index) => (index < 40 ? false : index >= 957 ? true : isRight))
  const f = arm({ name: 'F', family: 'tune', right })
  const r = arm({ name: 'R', family: 'prompt', kind: 'prompt/retrieved', right: other })
  const target = { ...rules, target: 0.9, margin: 0.02 }
  const [standing] = judgeFinalists([f], r, target)
  expect(standing?.againstReference?.comparison.discordant).toEqual([40, 43])
  expect(standing?.quality.pValue).toBeCloseTo(0.0299, 4)
  expect(standing?.againstReference?.nonInferiorP).toBeCloseTo(0.0336, 4)
  expect(standing?.state).toBe('eligible')
  const worse = arm({
    name: 'G',
    family: 'baseline',
    right: right.map((isRight, index) => isRight && index > 12),
  })
  const [beside] = judgeFinalists([f, worse], r, target)
  expect(beside?.adjustedP).toBeCloseTo(0.0671, 4)
  expect(beside?.state).toBe('open')
})

test('258 of 300 against .90 is out: its upper bound .8918 is below the target', () => {
  const [standing] = judgeFinalists(
    [arm({ name: 'A', family: 'tune', right: shares(258, 300) })],
    undefined,
    rules,
  )
  expect(standing?.quality.hopefulBound).toBeCloseTo(0.8918, 3)
  expect(standing).toMatchObject({ state: 'out', clauses: ['quality'] })
})

test('200 rows, 184 against 184, b = c = 8: not enough; Q needs 1,365 rows', () => {
  const a = arm({ name: 'A', family: 'tune', right: shares(184, 200) })
  const b = arm({
    name: 'B',
    family: 'prompt',
    kind: 'prompt/retrieved',
    right: shares(184, 200).map((isRight, index) => (index < 8 ? false : index >= 192 ? true : isRight)),
  })
  const standings = judgeFinalists([a, b], b, rules)
  expect(standings[0]?.quality.pValue).toBeCloseTo(0.207, 3)
  expect(standings[0]?.againstReference?.nonInferiorP).toBeCloseTo(0.077, 3)
  const { verdict } = decided({ arms: [a, b], reference: 'B' })
  expect(verdict.choice).toBe('not-enough-evidence')
  const [first] = standings
  if (first === undefined) throw new Error('no standing')
  expect(labelMoreFor(first, rules, 1).total).toBe(1365)
})

function shares(right: number, n: number): boolean[] {
  return Array.from({ length: n }, (_, index) => index < right)
}

test('an arm kept open by the guard alone is open in non-inferiority, and gets the rows the guard needs', () => {
  const all = Array.from({ length: 24 }, () => true)
  const f = arm({ name: 'prompt', family: 'prompt', kind: 'prompt/retrieved', right: all })
  const r = arm({ name: 'n-gram', family: 'baseline', right: shares(13, 24) })
  const lenient = { ...rules, target: 0.7, margin: 0.05 }
  const [standing] = judgeFinalists([f, r], r, lenient)
  expect(standing?.againstReference?.comparison.discordant).toEqual([11, 0])
  expect(standing).toMatchObject({ state: 'open', clauses: ['non-inferiority'] })
  if (standing === undefined) throw new Error('no standing')
  expect(labelMoreFor(standing, lenient, 1)).toMatchObject({ forClaim: 'non-inferiority', ifAsObserved: 59 })
})
