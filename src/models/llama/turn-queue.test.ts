import { describe, expect, it } from 'vitest'
import { turnQueue } from './turn-queue.ts'

describe('turnQueue', () => {
  it('runs one at a time in order, whatever fails', async () => {
    const queue = turnQueue()
    const log: string[] = []
    const work = (name: string, fails = false) =>
      queue.run(async () => {
        log.push(`${name} begins`)
        await new Promise((resolve) => setTimeout(resolve, 1))
        log.push(`${name} ends`)
        if (fails) throw new Error(name)
      })
    const results = await Promise.allSettled([work('a'), work('b', true), work('c')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('gives up a turn that is still waited for at once', async () => {
    const queue = turnQueue()
    let finish = (): void => undefined
    const first = queue.run(() => new Promise<void>((resolve) => (finish = resolve)))
    const controller = new AbortController()
    const second = queue.run(() => Promise.resolve('done'), controller.signal)
    controller.abort()
    await expect(second).rejects.toThrow('The request was stopped.')
    finish()
    await first
  })
})
