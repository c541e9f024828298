import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Example } from '../contracts/example.ts'
import type { Predictor } from '../contracts/prediction.ts'
import { silentProgress } from '../contracts/progress.ts'
import { StoppedError } from '../errors.ts'
import { openStore } from '../store/open-store.ts'
import { inputHash } from './input-hash.ts'
import { measureLatency } from './measure-latency.ts'

const rows = [...Array(6).keys()].map((n): Example => ({
  id: `${n}`,
  input: { text: `row ${n}` },
  expected: 'x',
  source: { file: 'rows.jsonl', line: n + 1 },
}))

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-latency-'))
  const store = openStore(folder)
  const asked: string[] = []
  const controller = new AbortController()
  const predictor: Predictor = {
    predict({ input }) {
      asked.push(input.text)
      if (asked.length === 5) controller.abort()
      return Promise.resolve({ output: 'x', validity: 'first', latencyMs: asked.length, computeMs: 1 })
    },
    close: () => Promise.resolve(),
  }
  const measure = (signal = new AbortController().signal, seed = 1) =>
    measureLatency({
      candidate: { version: 'v1', name: 'echo' },
      open: () => Promise.resolve(predictor),
      rows,
      records: store.latencies,
      seed,
      signal,
      progress: silentProgress,
    })
  const done = () => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { measure, asked, controller, done }
}

it('warms up with three requests, then times every row once in an order drawn by the seed', async () => {
  const { measure, asked, done } = setUp()
  const samples = await measure()
  expect(asked).toHaveLength(9)
  expect(asked.slice(3).toSorted()).toEqual(rows.map(({ input }) => input.text))
  expect(samples.map(({ latencyMs }) => latencyMs)).toEqual([4, 5, 6, 7, 8, 9])
  expect(samples.map((sample) => sample.inputHash)).toEqual(
    asked.slice(3).map((text) => inputHash({ input: { text } })),
  )
  // A pass is measured once and kept.
  expect(await measure()).toEqual(samples)
  expect(asked).toHaveLength(9)
  done()
})

it('keeps nothing of a pass that was stopped', async () => {
  const { measure, asked, controller, done } = setUp()
  await expect(measure(controller.signal)).rejects.toThrow(StoppedError)
  expect(asked).toHaveLength(5)
  expect(await measure()).toHaveLength(6)
  done()
})
