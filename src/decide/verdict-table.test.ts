import { describe, expect, test } from 'vitest'
import { arm, decided, linesOf, rules } from './decide.fixture.ts'
import type { CriterionResult } from '../contracts/report.ts'

const rate = (right: number, n = 300) => Array.from({ length: n }, (_, index) => index < right)
const failing: CriterionResult = {
  criterion: 'latencyMs.p95',
  target: 500,
  value: 900,
  bound: 950,
  result: 'fails',
}
const good = rate(290)
const unsure = rate(273)
const bad = rate(200)
const tune = (right: boolean[], more = {}) => arm({ name: 'head', family: 'tune', right, ...more })
const prompt = (right: boolean[], more = {}) =>
  arm({ name: 'retrieved', family: 'prompt', kind: 'prompt/retrieved', right, ...more })
const baseline = (right: boolean[], more = {}) =>
  arm({ name: 'neighbour', family: 'baseline', kind: 'baseline/nearest-neighbour', right, ...more })

describe('the table of decision.md §5, row by row', () => {
  test('1: too few rows for any claim: the shortfall', () => {
    const { verdict } = decided({ arms: [tune(rate(20, 20)), prompt(rate(20, 20))], reference: 'head' })
    expect(verdict).toMatchObject({
      choice: 'not-enough-evidence',
      labelMore: { rows: 9, total: 29, forClaim: 'shortfall' },
    })
  })
  test('1: nothing measured', () => {
    expect(decided({ arms: [] }).verdict).toMatchObject({ choice: 'not-enough-evidence' })
    expect(linesOf(decided({ arms: [] }).verdict)).toEqual(['Not settled: nothing was measured.'])
  })
  test('2: no prompted arm and none eligible: the command that measures it, never none', () => {
    const { verdict } = decided({ arms: [tune(bad), baseline(bad)], reference: 'head' })
    expect(verdict.choice).toBe('not-enough-evidence')
    expect(verdict.next[0]).toContain('measure a prompted model')
  })
  test('2: no tuned arm and none eligible', () => {
    const { verdict } = decided({ arms: [prompt(unsure), baseline(bad)], reference: 'retrieved' })
    expect(verdict.choice).toBe('not-enough-evidence')
    expect(verdict.next[0]).toContain('measure a trained model')
  })
  test('3: all out: none, naming the clause each failed', () => {
    const { verdict } = decided({ arms: [tune(bad), prompt(good, { hard: [failing] })], reference: 'head' })
    expect(verdict.choice).toBe('none')
    expect(verdict.candidate).toBeUndefined()
    expect(linesOf(verdict).join(' ')).toContain('latencyMs.p95 is 900')
    expect(linesOf(verdict).join(' ')).toContain('target 90 %')
  })
  test('4: eligible, but no prompted arm on the same rows', () => {
    const { verdict } = decided({ arms: [tune(good), baseline(bad)], reference: 'head' })
    expect(verdict).toMatchObject({ choice: 'not-enough-evidence', leading: { candidate: 'head' } })
    expect(linesOf(verdict)[0]).toContain('no prompt was measured')
  })
  test('5: at one cost the simplest eligible arm is chosen', () => {
    const { verdict } = decided({ arms: [tune(good), prompt(good)], reference: 'retrieved' })
    expect(verdict).toMatchObject({ choice: 'tune', candidate: 'head' })
  })
  test('5: a clearly cheaper arm beats a simpler one', () => {
    const { verdict } = decided({ arms: [tune(good), prompt(good, { perQuery: 0.001 })], reference: 'head' })
    expect(verdict).toMatchObject({ choice: 'prompt', candidate: 'retrieved' })
  })
  test('5: a difference of less than 1 % of the total is a tie', () => {
    const { verdict } = decided({ arms: [tune(good), prompt(good, { perQuery: 0.0145 })], reference: 'head' })
    expect(verdict.candidate).toBe('head')
  })
  test('5b: an open arm that would be cheaper is the runner-up, with what would settle it', () => {
    const { verdict } = decided({
      arms: [tune(rate(275), { perQuery: 0.001 }), prompt(rate(283))],
      reference: 'retrieved',
    })
    expect(verdict).toMatchObject({ choice: 'prompt', candidate: 'retrieved', runnerUp: 'head' })
    expect(verdict.labelMore).toBeDefined()
  })
  test('6: none eligible, some open: the leader and how many more rows', () => {
    const { verdict } = decided({ arms: [tune(unsure), prompt(bad)], reference: 'head' })
    expect(verdict).toMatchObject({ choice: 'not-enough-evidence', leading: { candidate: 'head' } })
    expect(verdict.labelMore?.rows).toBeGreaterThan(0)
  })
  test('6: a criterion that cannot be judged keeps an arm open, never "meets"', () => {
    const unknown: CriterionResult = {
      criterion: 'costPerQueryUsd',
      target: 0.05,
      value: null,
      bound: null,
      result: 'cannot-say',
    }
    const { verdict } = decided({ arms: [tune(good, { hard: [unknown] }), prompt(bad)], reference: 'head' })
    expect(verdict.choice).toBe('not-enough-evidence')
    expect(verdict.leading?.why).toContain('costPerQueryUsd')
  })
})

test('the first three lines never show a p value, and the fairness line names a small model', () => {
  for (const right of [good, unsure, bad]) {
    const because = linesOf(decided({ arms: [tune(right), prompt(bad)], reference: 'head' }).verdict)
    expect(because.slice(0, 3).join(' ')).not.toMatch(/\bp\b\s*[=<]/)
    expect(because[1]).toContain('The largest language model measured has 135M parameters')
  }
})

test('every combination of states of three families gives one verdict that names only arms that are there', () => {
  const states = [undefined, good, unsure, bad]
  for (const a of states)
    for (const b of states)
      for (const c of states) {
        const arms = [a && tune(a), b && prompt(b), c && baseline(c)].filter((entry) => entry !== undefined)
        const { verdict } = decided({ arms, ...(arms[0] === undefined ? {} : { reference: arms[0].name }) })
        const names = arms.map(({ name }) => name)
        const named = verdict.candidate ?? verdict.leading?.candidate
        expect(named === undefined || names.includes(named)).toBe(true)
        expect(verdict.choice !== 'none' || (a !== undefined && b !== undefined)).toBe(true)
        expect(!['tune', 'baseline'].includes(verdict.choice) || b !== undefined).toBe(true)
        expect(linesOf(verdict)[0]).toMatch(/^(Use|Not settled)/)
      }
})

test('without a known price an arm may still be chosen for its quality, never as the cheaper one', () => {
  const unpriced = { ...tune(good), cost: { upFrontUsd: 0, fitSeconds: 1, unknown: 'no price' } }
  const { verdict } = decided({ arms: [unpriced, prompt(good)], reference: 'head' })
  expect(verdict.candidate).toBe('retrieved')
})

test('macro-F1 is judged by bootstrap, and gates nothing while a label has fewer than ten rows', () => {
  const macro = { ...rules, metric: 'macroF1' as const, target: 0.8 }
  const spread = (right: boolean[], rare: number) => {
    const made = tune(right)
    const rows = made.rows.map((row, index) => {
      const expected = index < rare ? 'rare' : index % 2 === 0 ? 'even' : 'odd'
      return { ...row, expected, output: row.counts[0] === 1 ? expected : 'other' }
    })
    return { ...made, rows }
  }
  const asPrompt = (made: ReturnType<typeof tune>) => ({
    ...made,
    name: 'retrieved',
    family: 'prompt' as const,
  })
  const enough = spread(rate(290), 20)
  const shown = decided({ arms: [enough, asPrompt(enough)], reference: 'head', rules: macro })
  expect(shown.verdict.candidate).toBe('head')
  expect(linesOf(shown.verdict)[1]).toMatch(/^macro F1 0\.9/)
  expect(shown.comparisons[0]?.test).toBe('paired bootstrap (BCa)')
  const scarce = spread(rate(290), 4)
  const unsettled = decided({ arms: [scarce, asPrompt(scarce)], reference: 'head', rules: macro })
  expect(unsettled.verdict.choice).toBe('not-enough-evidence')
})
