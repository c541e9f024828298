import { describe, expect, it } from 'vitest'
import { trainingCost, trainingPriceOf } from './training-cost.ts'
import { trainingPrices } from './training-prices.data.ts'

describe('the price of training', () => {
  it("is the task file's own before ours", () => {
    expect(trainingPriceOf('openai:gpt-4o-mini', { trainingPerMillionUsd: 2, minimumUsd: 4 })).toEqual({
      trainingPerMillionUsd: 2,
      minimumUsd: 4,
      source: 'task file',
    })
  })

  it('is the row with the longest matching name', () => {
    expect(trainingPriceOf('openai:gpt-4o-mini-2024-07-18')?.trainingPerMillionUsd).toBe(3)
    expect(trainingPriceOf('openai:gpt-4o-2024-08-06')?.trainingPerMillionUsd).toBe(25)
  })

  it('takes a minimum of the task file beside our row', () => {
    expect(trainingPriceOf('openai:gpt-4o-mini', { minimumUsd: 4 })).toMatchObject({
      trainingPerMillionUsd: 3,
      minimumUsd: 4,
    })
  })

  it('is nothing where nobody knows it', () => {
    expect(trainingPriceOf('lab:tiny')).toBeUndefined()
  })

  it('has a page and a day in every row', () => {
    for (const { url, asOf } of trainingPrices) {
      expect(url).toMatch(/^https:/u)
      expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/u)
    }
  })
})

describe('the cost of a job', () => {
  const price = { trainingPerMillionUsd: 3, source: 'task file' }
  it('is tokens × epochs × price', () => {
    expect(trainingCost({ tokens: 200_000, epochs: 3 }, price)).toBeCloseTo(1.8, 12)
  })

  it('is the minimum at least', () => {
    expect(trainingCost({ tokens: 200_000, epochs: 3 }, { ...price, minimumUsd: 4 })).toBe(4)
    expect(trainingCost({ tokens: 2e6, epochs: 3 }, { ...price, minimumUsd: 4 })).toBe(18)
  })
})
