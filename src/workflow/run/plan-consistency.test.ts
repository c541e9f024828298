import { expect, it } from 'vitest'
import { planConsistency } from './plan-consistency.ts'

const local = { rows: 60, asksLanguageModel: true, varies: false }

it('asks a local model 24 questions: 8 inputs in 3 forms, once each', () => {
  expect(planConsistency(local)).toEqual({ inputs: 8, rewrites: 3, asks: 1 })
})

it('asks a hosted model five times as well', () => {
  expect(planConsistency({ ...local, varies: true })).toEqual({ inputs: 20, rewrites: 4, asks: 5 })
})

it('asks what costs nothing about more inputs, and never more than there are', () => {
  const cheap = { ...local, rows: 300, asksLanguageModel: false }
  expect(planConsistency(cheap)).toEqual({ inputs: 100, rewrites: 4, asks: 1 })
  expect(planConsistency({ ...cheap, rows: 7 })?.inputs).toBe(7)
  expect(planConsistency({ ...local, rows: 0 })).toBeUndefined()
})
