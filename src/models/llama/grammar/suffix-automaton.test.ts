import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { suffixAutomaton, type SuffixState } from './suffix-automaton.ts'

function reads(start: SuffixState, pieces: readonly string[]): boolean {
  let state: SuffixState | undefined = start
  for (const piece of pieces) state = state?.next.get(piece)
  return state !== undefined
}

function statesOf(start: SuffixState): Set<SuffixState> {
  const states = new Set([start])
  for (const state of states) for (const next of state.next.values()) states.add(next)
  return states
}

const sequences = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })

describe('suffixAutomaton', () => {
  it('reads every stretch of a sequence and nothing else', () => {
    fc.assert(
      fc.property(
        sequences,
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
        (sequence, asked) => {
          const isThere = ` ${sequence.join(' ')} `.includes(asked.length === 0 ? '' : ` ${asked.join(' ')} `)
          expect(reads(suffixAutomaton(sequence), asked)).toBe(isThere)
        },
      ),
    )
  })

  it('has at most two states a piece, each reached by one piece', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const states = statesOf(suffixAutomaton(sequence))
        expect(states.size).toBeLessThanOrEqual(Math.max(2, 2 * sequence.length))
        for (const { next } of states) for (const [piece, state] of next) expect(state.piece).toBe(piece)
      }),
    )
  })

  it('reads a long row of the same piece', () => {
    const row = Array.from({ length: 50_000 }, () => 'a')
    expect(reads(suffixAutomaton(row), row)).toBe(true)
    expect(reads(suffixAutomaton(row), [...row, 'a'])).toBe(false)
  })
})
