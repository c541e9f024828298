import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runBounded } from './run-bounded.ts'

const limits = fc.integer({ min: 1, max: 8 })

describe('runBounded', () => {
  it('does every item once, in order of start, never more than the limit at a time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 30 }),
        limits,
        async (delays, limit) => {
          const started: number[] = []
          let running = 0
          let most = 0
          await runBounded([...delays.keys()], limit, async (index) => {
            started.push(index)
            most = Math.max(most, ++running)
            for (let turn = 0; turn < (delays[index] ?? 0); turn++) await Promise.resolve()
            running--
          })
          expect(started).toEqual([...delays.keys()])
          expect(most).toBe(Math.min(limit, delays.length))
        },
      ),
    )
  })

  it('starts nothing after a failure, waits for what is in flight and throws the first failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), limits, async (failing, limit) => {
        const started: number[] = []
        const ended: number[] = []
        const work = runBounded([...Array(30).keys()], limit, async (index) => {
          started.push(index)
          await Promise.resolve()
          ended.push(index)
          if (index >= failing) throw new RangeError(`item ${index}`)
        })
        await expect(work).rejects.toThrow(`item ${failing}`)
        expect(ended).toEqual(started)
        // Those started beside the failing one; none after its failure was known.
        expect(started.length).toBeLessThanOrEqual(failing + 2 * limit)
      }),
    )
  })

  it('of nothing is done at once', async () => {
    await expect(runBounded([], 4, () => Promise.reject(new Error('never')))).resolves.toBeUndefined()
  })
})
