import { describe, expect, it } from 'vitest'
import { chooseCheckpoint } from './checkpoint-choice.ts'

function checkpoints(...scores: [merit: number, validationLoss: number | null][]) {
  return scores.map(([merit, validationLoss], index) => ({ epoch: index + 1, merit, validationLoss }))
}

describe('chooseCheckpoint', () => {
  it('goes by the metric, not by the loss', () => {
    expect(chooseCheckpoint(checkpoints([0.6, 1], [0.7, 2]))).toEqual({ best: 2, isOver: false })
  })

  it('takes the lower loss of equals, and the earlier of those', () => {
    expect(chooseCheckpoint(checkpoints([0.6, 3], [0.6, 2], [0.6, 2])).best).toBe(2)
    expect(chooseCheckpoint(checkpoints([0.6, null], [0.6, 2])).best).toBe(2)
  })

  it('is over when two epochs brought nothing better', () => {
    expect(chooseCheckpoint(checkpoints([0.7, 1], [0.6, 1])).isOver).toBe(false)
    expect(chooseCheckpoint(checkpoints([0.7, 1], [0.6, 1], [0.6, 1]))).toEqual({ best: 1, isOver: true })
  })
})
