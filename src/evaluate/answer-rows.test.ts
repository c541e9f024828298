import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Example } from '../contracts/example.ts'
import type { Prediction, PredictRequest, Predictor } from '../contracts/prediction.ts'
import { silentProgress, type ProgressEvent } from '../contracts/progress.ts'
import { DataError, EngineError, StoppedError } from '../errors.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { answerRows, type AnswerRequest } from './answer-rows.ts'

let folder = ''
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossover-answers-'))
  store = openStore(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A predictor that answers with the text in capitals and puts down what it was asked. */
class Echo implements Predictor {
  readonly asked: string[] = []
  closed = 0
  readonly #before: (request: PredictRequest) => void | Promise<void>

  constructor(before: (request: PredictRequest) => void | Promise<void> = () => undefined) {
    this.#before = before
  }

  async predict(request: PredictRequest): Promise<Prediction> {
    this.asked.push(request.input.text)
    await this.#before(request)
    return { output: request.input.text.toUpperCase(), validity: 'first' }
  }

  close(): Promise<void> {
    this.closed++
    return Promise.resolve()
  }
}

const row = (text: string, id = text): Example => ({
  id,
  input: { text },
  expected: text.toUpperCase(),
  source: { file: 'rows.jsonl', line: 1 },
})
const rows = ['a', 'b', 'c', 'd'].map((text) => row(text))

function ask(predictor: Predictor, changes: Partial<AnswerRequest> = {}) {
  return answerRows({
    candidate: { version: 'v1', name: 'echo' },
    open: () => Promise.resolve(predictor),
    rows,
    records: store.predictions,
    concurrency: 1,
    signal: new AbortController().signal,
    progress: silentProgress,
    ...changes,
  })
}

describe('answerRows', () => {
  it('asks each row once, keeps the answers, and opens nothing when all are there', async () => {
    const echo = new Echo()
    const { answered, failed } = await ask(echo)
    expect(answered.map(({ row: { id }, prediction }) => [id, prediction.output])).toEqual([
      ['a', 'A'],
      ['b', 'B'],
      ['c', 'C'],
      ['d', 'D'],
    ])
    expect([failed, echo.closed]).toEqual([[], 1])
    const open = () => Promise.reject(new Error('nothing to open'))
    expect((await ask(echo, { open })).answered).toEqual(answered)
    expect(echo.asked).toEqual(['a', 'b', 'c', 'd'])
  })

  it('asks rows with one input once, and answers each of them', async () => {
    const echo = new Echo()
    const { answered } = await ask(echo, { rows: [row('a', '1'), row('b', '2'), row('a', '3')] })
    expect(echo.asked.toSorted()).toEqual(['a', 'b'])
    expect(answered.map(({ row: { id }, prediction }) => id + prediction.output)).toEqual(['1A', '2B', '3A'])
  })

  it('asks another version again', async () => {
    const echo = new Echo()
    await ask(echo)
    await ask(echo, { candidate: { version: 'v2', name: 'echo' } })
    expect(echo.asked).toHaveLength(8)
  })

  it('asks for another sample again, once, and keeps it beside the first', async () => {
    const samples: (number | undefined)[] = []
    const echo = new Echo(({ sample }) => void samples.push(sample))
    await ask(echo)
    await ask(echo, { sample: 1 })
    await ask(echo, { sample: 1 })
    expect(samples).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
  })

  it('tries a failed row twice, keeps the attempts apart, and asks only that row next time', async () => {
    const broken = new Echo(({ input }) => {
      if (input.text === 'b') throw new EngineError('the host went away')
    })
    const { answered, failed } = await ask(broken)
    expect(answered.map(({ row: { id } }) => id)).toEqual(['a', 'c', 'd'])
    expect(failed).toEqual([{ row: rows[1], error: 'the host went away' }])
    expect(store.predictions.countAttempts('v1')).toBe(2)
    const whole = new Echo()
    expect((await ask(whole)).failed).toEqual([])
    expect(whole.asked).toEqual(['b'])
  })

  it('takes the answer of the second try', async () => {
    let crashes = 1
    const restarted = new Echo(() => {
      if (crashes-- > 0) throw new EngineError('the host went away')
    })
    const { answered, failed } = await ask(restarted)
    expect([answered.length, failed.length, store.predictions.countAttempts('v1')]).toEqual([4, 0, 1])
  })

  it('hands on what is wrong with the data: asking again would not help', async () => {
    const refusing = new Echo(({ input }) => {
      if (input.text === 'c') throw new DataError('row c is too long')
    })
    await expect(ask(refusing)).rejects.toThrow('row c is too long')
    expect(refusing.asked).toEqual(['a', 'b', 'c'])
    expect(store.predictions.countAttempts('v1')).toBe(0)
    expect(refusing.closed).toBe(1)
  })

  it('keeps what was answered when it is stopped, and goes on from there', async () => {
    const controller = new AbortController()
    const stopping = new Echo(({ input, signal }) => {
      if (input.text === 'c') controller.abort()
      signal.throwIfAborted()
    })
    await expect(ask(stopping, { signal: controller.signal })).rejects.toThrow(StoppedError)
    expect([stopping.asked, stopping.closed]).toEqual([['a', 'b', 'c'], 1])
    expect(store.predictions.countAttempts('v1')).toBe(0)
    const rest = new Echo()
    await ask(rest)
    expect(rest.asked).toEqual(['c', 'd'])
  })

  it('never has more rows in flight than it may', async () => {
    let inFlight = 0
    let most = 0
    const slow = new Echo(async () => {
      most = Math.max(most, ++inFlight)
      await new Promise((resolve) => setTimeout(resolve, 1))
      inFlight--
    })
    await ask(slow, { rows: [...Array(12).keys()].map((n) => row(`row ${n}`)), concurrency: 3 })
    expect(most).toBe(3)
  })

  it('asks rows one by one that a batch left unanswered', async () => {
    const echo = new Echo()
    const half: Predictor = {
      predict: (request) => echo.predict(request),
      close: () => echo.close(),
      async *predictMany(requests) {
        for (const [index, { input }] of requests.entries()) {
          if (index === 2) throw new EngineError('the batch broke')
          yield { index, prediction: { output: `many ${input.text}`, validity: 'first' as const } }
        }
      },
    }
    const { answered, failed } = await ask(half)
    expect(answered.map(({ prediction }) => prediction.output)).toEqual(['many a', 'many b', 'C', 'D'])
    expect([echo.asked, failed]).toEqual([['c', 'd'], []])
  })

  it('counts rows as they are answered, those of before included', async () => {
    await ask(new Echo(), { rows: rows.slice(0, 3) })
    const events: ProgressEvent[] = []
    await ask(new Echo(), { progress: (event) => events.push(event), label: 'echo: test' })
    expect(events).toEqual([
      { label: 'echo: test', done: 3, total: 4, unit: 'rows' },
      { label: 'echo: test', done: 4, total: 4, unit: 'rows' },
    ])
  })
})
