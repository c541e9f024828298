import { describe, expect, it } from 'vitest'
import { meanPool } from './mean-pool.ts'

describe('meanPool', () => {
  it('averages the tokens and scales to length 1', () => {
    // Mean of (1, 0), (2, 8), (6, 4) = (3, 4), of length 5.
    const vector = meanPool(Float32Array.of(1, 0, 2, 8, 6, 4), 2)
    expect([...vector]).toEqual([Math.fround(0.6), Math.fround(0.8)])
  })

  it('leaves a zero vector zero', () => {
    expect([...meanPool(new Float32Array(6), 3)]).toEqual([0, 0, 0])
  })
})
