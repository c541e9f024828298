import { afterEach, describe, expect, it } from 'vitest'
import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { ChatMessage } from '../../../contracts/model.ts'
import { trainingSplit } from '../../../data/split/training-split.ts'
import { fewShot } from '../few-shot.ts'
import { promptSpecSchema, type PromptSpec } from '../prompt-spec.ts'
import { retrieved } from '../retrieved.ts'
import { searchBench, type Answering } from './search-bench.fixture.ts'

const labels = ['billing', 'login', 'repair']
const words: Record<string, string> = { billing: 'invoice', login: 'password', repair: 'engine' }
const fillers =
  'amber brook cedar delta ember frost grove haven ivory jolly knoll lunar maple north ocean pearl quartz river'.split(
    ' ',
  )
const rowAt =
  (prefix: string) =>
  (_: unknown, index: number): Example => {
    const expected = labels[index % labels.length] ?? ''
    const noise = Array.from(
      { length: 8 + (index % 5) },
      (__, at) => fillers[(index * 7 + at * at * 3) % fillers.length],
    )
    const text = `${prefix} ${index}: the ${words[expected] ?? ''} ${noise.join(' ')}`
    return {
      id: `${prefix}-${index}`,
      input: { text },
      expected,
      source: { file: 'rows.jsonl', line: index + 1 },
    }
  }
const split = trainingSplit({
  train: Array.from({ length: 60 }, rowAt('t')),
  validation: Array.from({ length: 30 }, rowAt('v')),
})

/** Right where a demonstration with the row's own word is shown, and knows the first label otherwise. */
const copying: Answering = (messages) => {
  const input = messages.at(-1)?.content ?? ''
  const word = Object.values(words).find((one) => input.includes(one)) ?? ''
  const shown = messages.findIndex(
    ({ role, content }, at) => at < messages.length - 1 && role === 'user' && content.includes(word),
  )
  return messages[shown + 1]?.role === 'assistant' ? (messages[shown + 1]?.content ?? '') : 'billing'
}
/** Right on the more rows, the more it is shown. */
const counting: Answering = (messages) => {
  const shown = messages.filter(({ role }) => role === 'assistant').length
  const input = messages.at(-1)?.content ?? ''
  const expected = labels.find((label) => input.includes(words[label] ?? '')) ?? ''
  return Number(/\d+/u.exec(input)?.[0]) % 25 < shown ? expected : 'none'
}

let benches: { close(): void }[] = []
afterEach(() => {
  for (const bench of benches) bench.close()
  benches = []
})
function benchOf(answer: Answering, more: Partial<Parameters<typeof searchBench>[0]> = {}) {
  const bench = searchBench({ answer, ...more })
  benches.push(bench)
  return bench
}
const specs = (method: typeof fewShot, bench: ReturnType<typeof benchOf>): [PromptSpec, PromptSpec] => {
  const [quick, thorough] = method.specs(bench.task)
  if (quick === undefined || thorough === undefined) throw new RangeError('two specs expected')
  return [quick, thorough]
}
const resolved = (candidate: Candidate) => promptSpecSchema.parse(candidate.spec)

describe.each([
  { method: fewShot, planned: 8 * 6 + 4 * 14 + 2 * 10 },
  { method: retrieved, planned: 6 * 8 + 3 * 18 + 2 * 4 },
])('$method.kind, quick and thorough', ({ method, planned }) => {
  it('has one quick spec and one that searches, while there is a budget', () => {
    const bench = benchOf(counting)
    const [quick, thorough] = specs(method, bench)
    expect(quick.search).toBeUndefined()
    expect(method.plannedCalls?.(quick, split, bench.task)).toBe(0)
    expect(method.plannedCalls?.(thorough, split, bench.task)).toBe(planned)
    const { prompting } = bench.task
    expect(method.specs({ ...bench.task, prompting: { ...prompting, budgetMinutes: 0 } })).toEqual([quick])
    const [, capped] = method.specs({ ...bench.task, prompting: { ...prompting, budgetCalls: 40 } })
    expect(method.plannedCalls?.(capped ?? quick, split, bench.task)).toBeLessThanOrEqual(40)
  })

  it('asks nothing in its quick form', async () => {
    const bench = benchOf(counting)
    const candidate = await bench.fit(method, specs(method, bench)[0], split)
    expect(bench.meter.asked).toBe(0)
    expect(candidate.name).toBe(method.kind.slice('prompt/'.length))
  })

  it('finds the variant that scores best, and asks what was planned', async () => {
    const bench = benchOf(counting)
    const [quick, thorough] = specs(method, bench)
    const candidate = await bench.fit(method, thorough, split)
    const { search, demonstrations } = resolved(candidate)
    expect(demonstrations).toBe(2 * quick.demonstrations)
    expect(search?.chosen).toBe(search?.trace?.[0]?.name)
    expect(search?.asked).toBeLessThanOrEqual(planned)
    expect(bench.meter.asked).toBeLessThanOrEqual(planned)
    expect(search?.optimism).toBeGreaterThanOrEqual(0)
    expect(candidate.name).toContain('searched')
  })

  it('does not search again with the spec it resolved', async () => {
    const bench = benchOf(counting)
    const candidate = await bench.fit(method, specs(method, bench)[1], split)
    const before = bench.meter.asked
    const spec = resolved(candidate)
    expect(method.plannedCalls?.(spec, split, bench.task)).toBe(0)
    const all = trainingSplit({ train: [...split.train, ...split.validation], validation: [] })
    const served = await bench.fit(method, spec, all)
    expect(bench.meter.asked).toBe(before)
    expect(resolved(served)).toEqual(spec)
  })

  it('killed at any question and started again: the same candidate, no question paid twice', async () => {
    const whole = benchOf(counting)
    const candidate = await whole.fit(method, specs(method, whole)[1], split)
    for (const killed of [0, 17, 60, planned - 20]) {
      const bench = benchOf(counting)
      bench.meter.dieAt = killed
      await expect(bench.fit(method, specs(method, bench)[1], split)).rejects.toThrow('killed')
      bench.meter.dieAt = Number.POSITIVE_INFINITY
      const again = await bench.fit(method, specs(method, bench)[1], split)
      expect(again.version).toBe(candidate.version)
      expect(again.spec).toEqual(candidate.spec)
      expect(bench.meter.asked).toBe(whole.meter.asked)
    }
  })

  it('falls back to the quick choice without validation rows', async () => {
    const bench = benchOf(counting)
    const [quick, thorough] = specs(method, bench)
    const none = trainingSplit({ train: split.train, validation: [] })
    const spec = resolved(await bench.fit(method, thorough, none))
    expect(spec.demonstrations).toBe(quick.demonstrations)
    expect(spec.search).toMatchObject({ asked: 0, trace: [], optimism: 0 })
    expect(bench.meter.asked).toBe(0)
  })
})

describe('prompt/few-shot, searched', () => {
  it('prefers sets that show every label to a model that copies', async () => {
    const bench = benchOf(copying)
    const candidate = await bench.fit(fewShot, specs(fewShot, bench)[1], split)
    const shown = resolved(candidate).rows?.map((id) => split.train.find((row) => row.id === id)?.expected)
    expect(new Set(shown)).toEqual(new Set(labels))
  })

  it('does without central rows where no embedder can be had', async () => {
    const own = trainingSplit({ train: [...split.train], validation: split.validation })
    const bench = benchOf(counting, { embeds: false })
    const candidate = await bench.fit(fewShot, specs(fewShot, bench)[1], own)
    const names = resolved(candidate).search?.trace?.map(({ name }) => name)
    expect(names).not.toContain('central')
    expect(names).toContain('balanced by label, 1')
  })
})

describe('prompt/retrieved, searched', () => {
  it('embeds train once for all its variants', async () => {
    const bench = benchOf(counting)
    const own = trainingSplit({ train: [...split.train], validation: split.validation })
    await bench.fit(retrieved, specs(retrieved, bench)[1], own)
    expect(bench.meter.embedded - bench.meter.asked).toBe(own.train.length)
  })

  it('opens with the order it settled on', async () => {
    const seen: ChatMessage[][] = []
    const bench = benchOf((messages) => {
      seen.push(messages)
      return 'billing'
    })
    const [quick] = specs(retrieved, bench)
    const input = { text: 'v 1: the password' }
    const orders = [quick, { ...quick, retrieval: { nearest: 'first' as const } }]
    for (const spec of orders) {
      const candidate = await bench.fit(retrieved, spec, split)
      const predictor = await retrieved.open(candidate, bench.context)
      await predictor.predict({ input, signal: bench.context.signal })
      await predictor.close()
    }
    const [last = [], first = []] = seen.map((messages) =>
      messages.filter(({ role }) => role === 'assistant'),
    )
    expect(first.map(({ content }) => content)).toEqual(last.map(({ content }) => content).toReversed())
  })
})
