import { describe, expect, test } from 'vitest'
import type { LearningCurve } from '../contracts/data-change.ts'
import { arm, decided, linesOf, rules } from './decide.fixture.ts'

const rate = (right: number, n = 300) => Array.from({ length: n }, (_, index) => index < right)
const tune = (right: boolean[], more = {}) => arm({ name: 'head', family: 'tune', right, ...more })
const prompt = (right: boolean[], more = {}) =>
  arm({ name: 'retrieved', family: 'prompt', kind: 'prompt/retrieved', right, ...more })

describe('money in words', () => {
  test('5b: what labelling costs, and what the cheaper arm is worth a year', () => {
    const { verdict } = decided({
      arms: [tune(rate(277), { perQuery: 0.001 }), prompt(rate(281))],
      reference: 'retrieved',
    })
    expect(verdict.runnerUp).toBe('head')
    // 120,000 queries a year at .0146 − .001 USD: 1,632 at the planned volume; draws of it move the medians a little.
    expect(linesOf(verdict)[2]).toMatch(
      /^head would be cheaper and is not shown to be good enough: label \d+ more test rows \(about [\d,]+ USD\) to know whether it may replace retrieved; worth about 1,[67]00 USD a year\.$/u,
    )
    expect(verdict.because[2]?.figures).toEqual([
      { candidate: 'retrieved', figure: 'totalCostUsd' },
      { candidate: 'head', figure: 'totalCostUsd' },
    ])
  })
  test('6: where labelling costs more than the choice is worth, act on the leader', () => {
    const alike = decided({
      arms: [tune(rate(273), { perQuery: 0.0001 }), prompt(rate(272), { perQuery: 0.0001 })],
      reference: 'head',
    })
    expect(alike.verdict.labelMore?.rows).toBeGreaterThan(0)
    expect(linesOf(alike.verdict).join(' ')).toContain('act on the leader, head')
    const apart = decided({
      arms: [tune(rate(273), { perQuery: 0.04 }), prompt(rate(272), { perQuery: 0.0001 })],
      reference: 'head',
    })
    expect(linesOf(apart.verdict).join(' ')).not.toContain('act on the leader')
  })
})

describe('the fairness line', () => {
  const arms = [tune(rate(290)), prompt(rate(200))]
  const second = (models: Parameters<typeof decided>[0]['models'] & object) =>
    decided({ arms, reference: 'head', models })
  test('a small model is named with its size, and the command that adds a stronger one with its cost', () => {
    const { verdict } = second({
      hostedTookPart: false,
      largestPromptedParameters: 135e6,
      strongest: 'local:small',
      stronger: { model: 'openai:gpt-5-mini', questions: 420, usd: 0.123 },
    })
    expect(linesOf(verdict)[1]).toMatch(
      /The largest language model measured has 135M parameters \(local:small\)\.$/u,
    )
    expect(verdict.next.join(' ')).toContain(
      'models: { language: [openai:gpt-5-mini] } in the task file, then crossover run (some 420 questions, about 0.12 USD)',
    )
  })
  test('a strong one is named, and nothing more is asked for', () => {
    const { verdict } = second({ hostedTookPart: true, strongest: 'openai:gpt-5-mini' })
    expect(linesOf(verdict)[1]).toMatch(/The strongest language model prompted was openai:gpt-5-mini\.$/u)
    expect(verdict.next.join(' ')).not.toContain('stronger')
    const large = second({ hostedTookPart: false, largestPromptedParameters: 7e9, strongest: 'local:large' })
    expect(linesOf(large.verdict)[1]).toMatch(/prompted was local:large\.$/u)
  })
})

test('a spent or seen test set is said, and a second opening is judged more strictly', () => {
  const arms = [tune(rate(290)), prompt(rate(200))]
  const { verdict } = decided({ arms, reference: 'head', exploratory: 'this test set is spent' })
  expect(verdict).toMatchObject({ choice: 'tune', exploratory: 'this test set is spent' })
  // 281 of 300 has p = .0171 of "at least 90 %": the first of two claims at 5 %, not at 5 %/4.
  const unsure = [tune(rate(281)), prompt(rate(200))]
  const [first, second] = [0.05, 0.0125].map((alpha) =>
    decided({ arms: unsure, reference: 'head', rules: { ...rules, alpha } }),
  )
  expect(first?.standings[0]?.quality.pValue).toBeCloseTo(0.0171, 4)
  expect(first?.verdict.choice).toBe('tune')
  expect(second?.verdict.choice).toBe('not-enough-evidence')
  expect(linesOf(second?.verdict ?? verdict)[1]).toContain(
    '(tested at 1.3 %: this test set was opened before)',
  )
})

test('training rows are another advice than test rows: what the learning curve says of a doubling', () => {
  const input = { arms: [tune(rate(200)), prompt(rate(210))], reference: 'head' }
  const nextOf = (doubling: LearningCurve['doubling']) =>
    decided({ ...input, learningCurve: { method: 'head', points: [], doubling } }).verdict.next.join(' ')
  expect(nextOf({ result: 'gain', low: 0.01, high: 0.035, backtestError: null })).toContain(
    'twice the training rows are likely to gain 1.0 to 3.5 points (learning curve of head)',
  )
  expect(nextOf({ result: 'cannot-say', reason: 'it steepens' })).toContain(
    'what twice the training rows would gain cannot be said yet (it steepens)',
  )
})
