import { expect, it } from 'vitest'
import { planConsistency, type ConsistencyFacts } from './plan-consistency.ts'

const local: ConsistencyFacts = {
  rows: 60,
  msPerAnswer: 600,
  lanes: 1,
  asksLanguageModel: true,
  varies: false,
}

it('asks a local model for 15 s: at .6 s an answer 8 inputs in 3 forms, once each', () => {
  expect(planConsistency(local)).toEqual({ inputs: 8, rewrites: 3, asks: 1 })
  expect(planConsistency({ ...local, msPerAnswer: 100 })).toEqual({ inputs: 20, rewrites: 4, asks: 1 })
})

it('asks a slow model for a fifth of the time its validation took', () => {
  // 60 rows of 5 s: 60 s are 12 questions.
  expect(planConsistency({ ...local, msPerAnswer: 5000 })).toEqual({ inputs: 4, rewrites: 3, asks: 1 })
  expect(planConsistency({ ...local, msPerAnswer: 5000, rows: 10 })).toBeUndefined()
})

it('asks a hosted model five times as well', () => {
  // 15 s of 1 s answers side by side in 8 lanes are 120 questions: 3 forms and 4 more asks of 17 inputs.
  const hosted = { ...local, msPerAnswer: 1000, lanes: 8, varies: true }
  expect(planConsistency(hosted)).toEqual({ inputs: 17, rewrites: 3, asks: 5 })
})

it('asks what costs nothing about more inputs, and never more than there are', () => {
  const cheap = { ...local, rows: 300, asksLanguageModel: false }
  expect(planConsistency(cheap)).toEqual({ inputs: 100, rewrites: 4, asks: 1 })
  expect(planConsistency({ ...cheap, rows: 7 })?.inputs).toBe(7)
  expect(planConsistency({ ...local, rows: 2 })).toEqual({ inputs: 2, rewrites: 4, asks: 1 })
  expect(planConsistency({ ...local, rows: 0 })).toBeUndefined()
})
