import { describe, expect, it } from 'vitest'
import { selectNeighbours } from './select-neighbours.ts'

// Rows 0 and 1 are the same direction, row 2 is at right angles to them, row 3 between.
const vectors = Float32Array.from([1, 0, 1, 0, 0, 1, 0.8, 0.6])
const neighbours = [
  { row: 0, similarity: 0.9 },
  { row: 1, similarity: 0.9 },
  { row: 3, similarity: 0.85 },
  { row: 2, similarity: 0.3 },
]
const rowsOf = (more: object, count = 2) =>
  selectNeighbours({ neighbours, vectors, dimensions: 2, count, ...more }).map(({ row }) => row)

describe('selectNeighbours', () => {
  it('takes the nearest where nothing else is asked', () => {
    expect(rowsOf({})).toEqual([0, 1])
    expect(rowsOf({}, 9)).toEqual([0, 1, 3, 2])
  })

  it('passes over a row that says what was shown already', () => {
    // After row 0: row 1 is worth 0.7·0.9 − 0.3·1 = 0.33, row 3 0.7·0.85 − 0.3·0.8 = 0.355, row 2 0.7·0.3 = 0.21.
    expect(rowsOf({ diversity: 0.3 })).toEqual([0, 3])
    expect(rowsOf({ diversity: 1 })).toEqual([0, 2])
  })

  it('takes labels in turn while others are near, then goes on with what is left', () => {
    const labelOf = (row: number) => (row === 2 ? 'rare' : 'common')
    expect(rowsOf({ labelOf })).toEqual([0, 2])
    expect(rowsOf({ labelOf }, 3)).toEqual([0, 2, 1])
  })
})
