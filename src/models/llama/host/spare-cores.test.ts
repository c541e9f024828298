import { describe, expect, it } from 'vitest'
import { spareCores, threadsFor } from './spare-cores.ts'

describe('spareCores', () => {
  it('is what other programs leave: 2 cores, 1,000 ms, 700 ms used by others', () => {
    const times = { busy: 0, idle: 0, own: 0, cores: 2 }
    let at = 0
    const spare = spareCores(
      () => ({ ...times }),
      () => at,
    )
    expect(spare()).toBe(2)
    Object.assign(times, { busy: 1900, idle: 100, own: 1200 })
    at = 1000
    expect(spare()).toBeCloseTo(1.3, 12)
  })

  it('keeps its answer for a fifth of a second', () => {
    const times = { busy: 0, idle: 0, own: 0, cores: 2 }
    let at = 0
    const spare = spareCores(
      () => ({ ...times }),
      () => at,
    )
    Object.assign(times, { busy: 2000, own: 100 })
    at = 199
    expect(spare()).toBe(2)
    at = 200
    expect(spare()).toBeCloseTo(0.1, 12)
  })

  it('learns nothing from the time this process rested', () => {
    const times = { busy: 0, idle: 0, own: 0, cores: 2 }
    let at = 0
    const spare = spareCores(
      () => ({ ...times }),
      () => at,
    )
    Object.assign(times, { busy: 2000, own: 40 })
    at = 1000
    expect(spare()).toBe(2)
  })
})

describe('threadsFor', () => {
  it('takes whole free cores, at least one thread and at most those asked for', () => {
    expect([2, 1.6, 1.3, 0.2].map((spare) => threadsFor(spare, 2))).toEqual([2, 2, 1, 1])
    expect(threadsFor(64, 8)).toBe(8)
  })
})
