import { expect, test } from 'vitest'
import { systemClock } from './http-clock.ts'

test('a sleep ends when its time is over, or at once with the reason of its signal', async () => {
  await systemClock.sleep(1, new AbortController().signal)
  const controller = new AbortController()
  const sleeping = systemClock.sleep(1e6, controller.signal)
  controller.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  await expect(systemClock.sleep(1e6, controller.signal)).rejects.toThrow('enough')
})

test('an action is called, unless it was taken back', async () => {
  const called: string[] = []
  const takeBack = systemClock.after(0, () => called.push('taken back'))
  takeBack()
  await new Promise<void>((resolve) => systemClock.after(1, resolve))
  expect(called).toEqual([])
})
