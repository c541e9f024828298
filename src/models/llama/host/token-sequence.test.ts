import { describe, expect, it } from 'vitest'
import type { NativeContext } from './engine-surface.ts'
import { TokenSequence } from './token-sequence.ts'

const { signal } = new AbortController()

/** The engine's side as a list of what it was told. Indexes to sample by are 100 + place in the batch. */
function recordingContext({ canCut = true } = {}) {
  const calls: string[] = []
  const context: NativeContext = {
    getContextSize: () => 100,
    setThreads: (threads) => calls.push(`threads ${threads}`),
    initBatch: () => undefined,
    addToBatch(...[, position, tokens, wanted]) {
      calls.push(`${[...tokens].join(' ')} at ${position}`)
      return wanted.map((place) => 100 + place)
    },
    decodeBatch: () => Promise.resolve(),
    removeTokenCellsFromSequence(_, start) {
      calls.push(`cut ${start}`)
      return canCut || start === 0
    },
    sampleToken: (): Promise<never> => Promise.reject(new Error('not asked here')),
  }
  const sequence = new TokenSequence(context, { chunkTokens: 3, batchSize: 8, threads: () => 1 })
  const told = (): string[] => calls.splice(0).filter((call) => !call.startsWith('threads'))
  return { sequence, told }
}

describe('TokenSequence', () => {
  it('evaluates in batches and knows where the wanted predictions are', async () => {
    const { sequence, told } = recordingContext()
    const result = await sequence.evaluate({ tokens: [1, 2, 3, 4, 5], isStart: false, wantedFrom: 4, signal })
    expect(result).toEqual({ reused: 0, evaluated: 5, decodeCalls: 2 })
    expect(told()).toEqual(['1 2 3 at 0', '4 5 at 3'])
    expect(sequence.logitsAt(4)).toBe(101)
    expect(() => sequence.logitsAt(3)).toThrow('No predictions at position 3.')
  })

  it('keeps the shared front and erases the rest', async () => {
    const { sequence, told } = recordingContext()
    await sequence.evaluate({ tokens: [1, 2, 3, 4, 5], isStart: false, wantedFrom: 4, signal })
    told()
    const result = await sequence.evaluate({ tokens: [1, 2, 3, 9], isStart: false, wantedFrom: 3, signal })
    expect(result).toEqual({ reused: 3, evaluated: 1, decodeCalls: 1 })
    expect(told()).toEqual(['cut 3', '9 at 3'])
  })

  it('asks nothing for what was evaluated ahead', async () => {
    const { sequence, told } = recordingContext()
    await sequence.evaluate({ tokens: [1], ahead: [2, 3], isStart: false, wantedFrom: 0, signal })
    told()
    const result = await sequence.evaluate({ tokens: [1, 2], isStart: false, wantedFrom: 1, signal })
    expect(result).toEqual({ reused: 2, evaluated: 0, decodeCalls: 0 })
    expect(told()).toEqual([])
  })

  it('evaluates a token again when its predictions are gone', async () => {
    const { sequence, told } = recordingContext()
    await sequence.evaluate({ tokens: [1, 2, 3], isStart: false, wantedFrom: 2, signal })
    told()
    await sequence.evaluate({ tokens: [1, 2], isStart: false, wantedFrom: 1, signal })
    expect(told()).toEqual(['cut 1', '2 at 1'])
  })

  it('begins anew when the model cannot go back', async () => {
    const { sequence, told } = recordingContext({ canCut: false })
    await sequence.evaluate({ tokens: [1, 2, 3], isStart: false, wantedFrom: 2, signal })
    told()
    const result = await sequence.evaluate({ tokens: [1, 2, 9], isStart: false, wantedFrom: 2, signal })
    expect(result.reused).toBe(0)
    expect(told()).toEqual(['cut 2', 'cut 0', '1 2 9 at 0'])
  })

  it('stops between two batches', async () => {
    const { sequence } = recordingContext()
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    const evaluation = sequence.evaluate({
      tokens: [1],
      isStart: false,
      wantedFrom: 0,
      signal: controller.signal,
    })
    await expect(evaluation).rejects.toThrow('enough')
  })

  it('starts a request on whole chunks, so that the same tokens go through the same calls', async () => {
    const cold = recordingContext()
    const asked = { tokens: [1, 2, 3, 4, 5, 6, 7], isStart: true, wantedFrom: 6, signal }
    await cold.sequence.evaluate(asked)
    const calls = ['1 2 3 at 0', '4 5 6 at 3', '7 at 6']
    expect(cold.told()).toEqual(calls)
    expect(await cold.sequence.evaluate(asked)).toMatchObject({ reused: 6, evaluated: 1 })
    expect(cold.told()).toEqual(['cut 6', '7 at 6'])

    const warm = recordingContext()
    await warm.sequence.evaluate({ ...asked, tokens: [1, 2, 3, 4], wantedFrom: 3 })
    await warm.sequence.evaluate({ ...asked, tokens: [1, 2, 3, 4, 5], isStart: false, wantedFrom: 4 })
    warm.told()
    expect(await warm.sequence.evaluate(asked)).toMatchObject({ reused: 3, evaluated: 4 })
    expect(warm.told()).toEqual(['cut 3', ...calls.slice(1)])
  })

  it('takes everything from the first wanted prediction on in one call', async () => {
    const { sequence, told } = recordingContext()
    await sequence.evaluate({ tokens: [1, 2, 3, 4, 5, 6, 7], isStart: true, wantedFrom: 2, signal })
    expect(told()).toEqual(['1 2 3 4 5 6 7 at 0'])
    expect(sequence.logitsAt(2)).toBe(102)
  })
})
