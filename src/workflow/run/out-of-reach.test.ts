import { expect, test } from 'vitest'
import { outOfReach } from './out-of-reach.ts'

const scored = (name: string, [low, high]: [number, number], metric = 'accuracy') => ({
  candidate: { name, version: name, family: 'prompt' as const },
  validation: { metric, value: (low + high) / 2, low, high, n: 20 },
})

test('a candidate whose interval lies below that of the best of its family is out of reach', () => {
  const zero = scored('zero-shot', [0.03, 0.3])
  const few = scored('few-shot', [0.2, 0.5])
  const retrieved = scored('retrieved', [0.4, 0.8])
  const all = [zero, few, retrieved]
  expect(outOfReach(zero, all)?.candidate.name).toBe('retrieved')
  expect(outOfReach(few, all)).toBeUndefined()
  expect(outOfReach(retrieved, all)).toBeUndefined()
})

test('of edit effort less is better', () => {
  const all = [scored('a', [0.8, 0.9], 'editEffort'), scored('b', [0.3, 0.5], 'editEffort')] as const
  expect(outOfReach(all[0], all)?.candidate.name).toBe('b')
  expect(outOfReach(all[1], all)).toBeUndefined()
})

test('other families and candidates without a figure rule nothing out', () => {
  const tuned = {
    ...scored('head', [0.9, 0.95]),
    candidate: { name: 'head', version: 'h', family: 'tune' as const },
  }
  const zero = scored('zero-shot', [0.03, 0.3])
  expect(outOfReach(zero, [zero, tuned])).toBeUndefined()
  expect(
    outOfReach(zero, [zero, { candidate: { name: 'x', version: 'x', family: 'prompt' as const } }]),
  ).toBeUndefined()
})
