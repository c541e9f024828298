import { expect, test } from 'vitest'
import { createConcurrencyGate, type ConcurrencyGate, type Slot } from './concurrency-gate.ts'
import { manualClock } from './manual-clock.fixture.ts'

const { signal } = new AbortController()

async function slots(gate: ConcurrencyGate, count: number): Promise<Slot[]> {
  return Promise.all(Array.from({ length: count }, () => gate.acquire(signal, false)))
}

test('halves once for requests that were under way together, then adds one a round of answers', async () => {
  const gate = createConcurrencyGate(8, manualClock())
  for (const slot of await slots(gate, 8)) slot.release('busy')
  expect(gate.limit()).toBe(4)
  for (const slot of await slots(gate, 3)) slot.release('answered')
  expect(gate.limit()).toBe(4)
  for (const slot of await slots(gate, 1)) slot.release('answered')
  expect(gate.limit()).toBe(5)
  for (const slot of await slots(gate, 1)) slot.release('busy')
  expect(gate.limit()).toBe(2)
})

test('never below one, never above the most; failures of other kinds change nothing', async () => {
  const gate = createConcurrencyGate(2, manualClock())
  for (let round = 0; round < 5; round++) (await slots(gate, 1))[0]?.release('busy')
  expect(gate.limit()).toBe(1)
  for (let round = 0; round < 9; round++) (await slots(gate, 1))[0]?.release('answered')
  expect(gate.limit()).toBe(2)
  for (const slot of await slots(gate, 2)) slot.release('failed')
  expect(gate.limit()).toBe(2)
})

test('a slot given back twice counts once', async () => {
  const gate = createConcurrencyGate(1, manualClock())
  const [slot] = await slots(gate, 1)
  slot?.release('answered')
  slot?.release('busy')
  expect(gate.limit()).toBe(1)
  const order: string[] = []
  await gate.acquire(signal, false)
  void gate.acquire(signal, false).then(() => order.push('too early'))
  await Promise.resolve()
  expect(order).toEqual([])
})

test('retries go first', async () => {
  const gate = createConcurrencyGate(1, manualClock())
  const [held] = await slots(gate, 1)
  const order: string[] = []
  const first = gate.acquire(signal, false).then((slot) => (order.push('first'), slot))
  const retry = gate.acquire(signal, true).then((slot) => (order.push('retry'), slot))
  held?.release('answered')
  ;(await retry).release('answered')
  await first
  expect(order).toEqual(['retry', 'first'])
})

test('nobody passes during a pause; the longest counts', async () => {
  const clock = manualClock()
  const gate = createConcurrencyGate(2, clock)
  gate.pause(1000)
  gate.pause(300)
  let passed = 0
  const waiting = [0, 1].map(() => gate.acquire(signal, false).then(() => passed++))
  clock.advance(999)
  await Promise.resolve()
  expect(passed).toBe(0)
  clock.advance(1)
  await Promise.all(waiting)
  expect(passed).toBe(2)
})
