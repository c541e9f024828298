import { expect, test } from 'vitest'
import { randomSource } from '../stats/random-source.ts'
import { arm, rules } from './decide.fixture.ts'
import { judgeFinalists } from './eligibility.ts'
import { futileClause } from './futility.ts'

const made = (name: string, right: readonly boolean[]) => arm({ name, family: 'tune', right })
const share = (right: number, n: number) => Array.from({ length: n }, (_, index) => index < right)
const planned = { ...rules, planned: 450 }

test('an arm is stopped when even all the rest right leaves its upper bound below the target', () => {
  // 240 of 300 and 150 more are 390 of 450, bound .893 < .90; ten more right leave it open.
  expect(futileClause(made('a', share(240, 300)), undefined, planned)).toBe('quality')
  expect(futileClause(made('a', share(250, 300)), undefined, planned)).toBeUndefined()
})

test('an arm that is far behind the reference is stopped, the reference never', () => {
  const reference = made('r', share(300, 300))
  const behind = made('a', share(270, 300))
  // 30 harmful rows stay 30 of 600; 300 useful ones could still come.
  expect(futileClause(behind, reference, { ...planned, target: 0.5, planned: 600 })).toBeUndefined()
  expect(futileClause(behind, reference, { ...planned, target: 0.5, planned: 300 })).toBe('non-inferiority')
  expect(futileClause(reference, reference, planned)).toBeUndefined()
})

test('scores that are no rates are never stopped for', () => {
  expect(futileClause(made('a', share(0, 300)), undefined, { ...planned, metric: 'chrF' })).toBeUndefined()
})

test('whatever comes after, an arm that was stopped would have been out', () => {
  const random = randomSource(3)
  let stopped = 0
  for (let draw = 0; draw < 400; draw += 1) {
    const [rate, other] = [0.5 + 0.5 * random.next(), 0.5 + 0.5 * random.next()]
    const right = (p: number) => Array.from({ length: 100 }, () => random.next() < p)
    const [first, second] = [right(rate), right(other)]
    const asked = { ...rules, planned: 150 }
    if (futileClause(made('a', first), made('r', second), asked) === undefined) continue
    stopped += 1
    const full = [
      made('a', [...first, ...Array.from({ length: 50 }, () => true)]),
      made('r', [...second, ...Array.from({ length: 50 }, () => random.next() < 0.5)]),
    ]
    expect(judgeFinalists(full, full[1], rules)[0]?.state).toBe('out')
  }
  expect(stopped).toBeGreaterThan(100)
})

test('a claim that was stopped still counts: the others are judged as strictly as before', () => {
  const [f, r] = [made('f', share(280, 300)), made('r', share(280, 300))]
  const alone = judgeFinalists([f, r], r, rules)
  const beside = judgeFinalists([f, r], r, { ...rules, stoppedClaims: 1 })
  const third = judgeFinalists([f, r, made('x', share(100, 300))], r, rules)
  expect(beside.map(({ adjustedP }) => adjustedP)).toEqual(
    third.slice(0, 2).map(({ adjustedP }) => adjustedP),
  )
  expect(beside[0]?.adjustedP).toBeGreaterThan(alone[0]?.adjustedP ?? 1)
})
