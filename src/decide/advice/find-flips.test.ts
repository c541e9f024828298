import { expect, test } from 'vitest'
import type { Arm } from '../arm.ts'
import { arm, rules, task } from '../decide.fixture.ts'
import { decide, type DecisionInput } from '../decide.ts'
import { findFlips, type TrainingGains } from './find-flips.ts'

const strong = { hostedTookPart: true, strongest: 'openai:gpt-5-mini' }
const right = (count: number, n = 300) => Array.from({ length: n }, (_, row) => row < count)
const seconds = { value: 0.004, low: 0.004, high: 0.004 }

/** 285 of 300 right each; the head on a machine of its own (.2 × 730 = 146 USD a month), the prompt at .02 USD an answer. */
const head: Arm = withCost(arm({ name: 'head', family: 'tune', right: right(285) }), {
  basis: { kind: 'machines', serviceSeconds: seconds, usdPerHour: 0.2 },
  busyPerQuery: 1e-7,
})
const prompt: Arm = withCost(
  arm({ name: 'retrieved', family: 'prompt', kind: 'prompt/retrieved', right: right(285), perQuery: 0.02 }),
  { priceRow: 'openai:gpt-5-mini: 0.25 USD in and 2 USD out per million tokens (task file, no date)' },
)

function withCost(one: Arm, cost: Partial<Arm['cost']>): Arm {
  return { ...one, cost: { ...one.cost, ...cost } }
}

function decided(input: Partial<DecisionInput> & Pick<DecisionInput, 'arms'>) {
  const whole: DecisionInput = {
    task,
    reference: input.arms[0]?.name,
    rules,
    n: input.arms[0]?.rows.length ?? 0,
    models: strong,
    ...input,
  }
  return { input: whole, standings: decide(whole).standings, verdict: decide(whole).verdict }
}

const planned = (perMonth: number) => ({ ...task, volume: { ...task.volume, perMonth } })

test('the volume below which a machine of its own is dearer in four draws of five', () => {
  // .02 V e^{.2 z} < .99 × 146 in 80 % of draws: V < 7,300 × .99 / e^{.2 × .8416} = 6,107.
  const { verdict, ...whole } = decided({ arms: [head, prompt], task: planned(20_000) })
  expect(verdict.candidate).toBe('head')
  const [flip] = findFlips(whole).filter(({ change }) => change === 'volume')
  expect(flip).toMatchObject({ from: 20_000, choice: 'prompt', chosen: 'retrieved' })
  expect(Math.abs((flip?.to ?? 0) / 6107 - 1)).toBeLessThan(0.04)
  expect(flip?.text).toMatch(
    /^Below about [56],\d00 answers a month \(planned: 20,000\): use retrieved, a prompt, instead of head\.$/,
  )
})

test('the volume it names is where a verdict that is decided afresh is another', () => {
  const arms = [head, prompt]
  const [flip] = findFlips(decided({ arms, task: planned(20_000) }))
  const at = (perMonth: number) => decided({ arms, task: planned(perMonth) }).verdict.candidate
  expect(at(flip?.to ?? 0)).toBe('retrieved')
  expect(at((flip?.to ?? 0) * 1.03)).toBe('head')
})

test('the price of tokens at which the other is chosen, by the model they are bought from', () => {
  // At 10,000 a month: p < 146 × .99 / e^{.2 × .8416} / 10,000 = .0122 USD an answer, 39 % less than .02.
  const found = findFlips(decided({ arms: [head, prompt] }))
  const flip = found.find(({ change }) => change === 'price')
  expect(flip).toMatchObject({ candidate: 'retrieved', from: 0.02, chosen: 'retrieved' })
  expect(Math.abs((flip?.to ?? 0) / 0.0122 - 1)).toBeLessThan(0.04)
  expect(flip?.text).toMatch(
    /^If tokens of openai:gpt-5-mini cost at least (38|39|40|41) % less \(0\.01\d+ USD an answer/,
  )
  expect(flip?.figures).toEqual([{ candidate: 'retrieved', figure: 'costPerQueryUsd' }])
})

test('an answer that costs too much on a machine of its own is a flip at a lower volume', () => {
  // 146 USD over the answers of a month are .05 an answer at 2,920 of them.
  const limited = {
    ...head,
    hard: [
      { criterion: 'costPerQueryUsd', target: 0.05, value: 0.0146, bound: 0.0146, result: 'meets' as const },
    ],
  }
  const dear = withCost(arm({ name: 'retrieved', family: 'prompt', right: right(200) }), {})
  const [flip] = findFlips(decided({ arms: [limited, dear] })).filter(({ change }) => change === 'volume')
  expect(flip).toMatchObject({ choice: 'none' })
  expect(Math.abs((flip?.to ?? 0) / 2920 - 1)).toBeLessThan(0.03)
})

test('the fewest rows more that a cheaper one would need, no more than two points of them', () => {
  const cheap = withCost(arm({ name: 'head', family: 'tune', right: right(277) }), {
    perQuery: { value: 0.001, low: 0.001, high: 0.001 },
  })
  const found = findFlips(
    decided({
      arms: [cheap, { ...prompt, rows: arm({ name: 'x', family: 'prompt', right: right(283) }).rows }],
      reference: 'retrieved',
    }),
  )
  const flip = found.find(({ change }) => change === 'quality')
  const more = Math.round(300 * ((flip?.to ?? 0) - (flip?.from ?? 0)))
  const chosenAt = (count: number) =>
    decided({
      arms: [
        { ...cheap, rows: arm({ name: 'head', family: 'tune', right: right(count) }).rows },
        { ...prompt, rows: arm({ name: 'x', family: 'prompt', right: right(283) }).rows },
      ],
      reference: 'retrieved',
    }).verdict.candidate
  expect([chosenAt(277 + more - 1), chosenAt(277 + more)]).toEqual(['retrieved', 'head'])
  expect(flip?.text).toContain(`(${more} more of 300 rows right): use head`)
})

const close: Arm[] = [
  arm({ name: 'head', family: 'tune', right: right(281) }),
  arm({ name: 'retrieved', family: 'prompt', right: right(240) }),
]

test('200 more test rows that go like the present ones, where they settle it', () => {
  // 281 of 300 is shown at 5 %, not at the 1.25 % of a second opening; 468 of 500 is.
  const found = findFlips(decided({ arms: close, rules: { ...rules, alpha: 0.0125 } }))
  expect(found.find(({ change }) => change === 'test-rows')).toMatchObject({
    from: 300,
    to: 500,
    chosen: 'head',
    text: 'With 200 more test rows, if they go like the present 300: use head, a trained small model.',
  })
})

test('200 more training rows count as their share of a doubling, at its cautious end', () => {
  const gains: TrainingGains = {
    rows: 200,
    doublings: new Map([['head', { result: 'gain', low: 0.01, high: 0.04, backtestError: null }]]),
  }
  const whole = decided({ arms: close, rules: { ...rules, alpha: 0.0125 } })
  expect(findFlips(whole, gains).find(({ change }) => change === 'train-rows')).toMatchObject({
    candidate: 'head',
    to: 400,
    chosen: 'head',
  })
  expect(findFlips(whole).some(({ change }) => change === 'train-rows')).toBe(false)
})

test('what changes nothing is not told', () => {
  const dominated = arm({ name: 'retrieved', family: 'prompt', right: right(240), perQuery: 0.03 })
  const better = arm({ name: 'head', family: 'tune', right: right(295), perQuery: 0.001 })
  expect(findFlips(decided({ arms: [better, dominated] }))).toEqual([])
  expect(findFlips(decided({ arms: [] }))).toEqual([])
})
