import { describe, expect, it } from 'vitest'
import { jsonObjectSchema } from '../../../contracts/json.ts'
import type { ChatMessage } from '../../../contracts/model.ts'
import { documentBench, type Script } from './documents.fixture.ts'
import { passages } from './passages.ts'
import { sections } from './sections.ts'

const filler = 'The supplier shall deliver the pumps in good order and the customer shall store them dry. '

/** A contract of numbered clauses, long ones of nothing much; two of them can be asked for. */
function contract(clauses: number): string {
  const texts = Array.from({ length: clauses }, (_, at) => {
    const number = at + 1
    if (number === 3)
      return `${number}. Law. This contract is governed by the law of Norway. ${filler.repeat(8)}`
    if (number === clauses - 1)
      return `${number}. Audit. The customer may audit the books of the supplier once a year. ${filler.repeat(8)}`
    return `${number}. Delivery. ${filler.repeat(10)}`
  })
  return texts.join('\n\n')
}

const law = 'governed by the law of Norway'
const audit = 'may audit the books of the supplier once a year'
const train = [
  {
    input: `1. Law. This deed is governed by the law of Spain. ${filler}`,
    output: '{"Law":["governed by the law of Spain"]}',
  },
  {
    input: `2. Audit. The landlord may audit the books of the tenant at any time. ${filler}`,
    output: '{"Audit":["may audit the books of the tenant at any time"]}',
  },
]
const task = {
  kind: 'extraction',
  success: { quality: { metric: 'f1', atLeast: 0.5 } },
  models: { language: ['test:words'], contextTokens: 2048 },
}

/** Answers with what can be read in the last message, as a model would that misses nothing. */
const reads: Script = (messages: readonly ChatMessage[]) => {
  const text = messages.at(-1)?.content ?? ''
  const found = { Law: law, Audit: audit }
  const entries = Object.entries(found).filter(([, span]) => text.includes(span))
  return JSON.stringify(Object.fromEntries(entries.map(([field, span]) => [field, [span]])))
}

const named = (kind: string) => ({ ...task, methods: [kind] })

describe('where inputs fit whole', () => {
  it('is not measured, and says how to measure it all the same', async () => {
    const outcome = await documentBench({ method: passages, task, train, script: reads }).fit()
    expect(outcome).toEqual({
      notMeasured: {
        reason: expect.stringMatching(/^every input fits whole: the longest has \d+ characters$/) as string,
        command: 'name prompt/passages under methods: in the task file to measure it all the same',
      },
    })
  })

  it('is fitted where a training input is too long for the context', async () => {
    const long = [...train, { input: contract(30), output: JSON.stringify({ Law: [law] }) }]
    const outcome = await documentBench({ method: sections, task, train: long, script: reads }).fit()
    expect(outcome).toHaveProperty('candidate.kind', 'prompt/sections')
  })

  it('counts by the model where the length alone does not tell', async () => {
    const middling = [...train, { input: contract(12), output: JSON.stringify({ Law: [law] }) }]
    const bench = documentBench({
      method: sections,
      task: { ...task, models: { language: ['test:words'] } },
      train: middling,
      script: reads,
    })
    const outcome = await bench.fit()
    expect(outcome).toHaveProperty(
      'notMeasured.reason',
      expect.stringMatching(/the longest prompt has \d+ tokens and test:words has room for 8192/),
    )
  })
})

describe('passages', () => {
  it('finds what is asked for in one question that fits, and cites it with its section', async () => {
    const text = contract(40)
    const bench = documentBench({ method: passages, task: named('prompt/passages'), train, script: reads })
    const prediction = await bench.predict(text)
    expect(JSON.parse(prediction.output)).toEqual({ Law: [law], Audit: [audit] })
    expect(bench.sent).toHaveLength(1)
    for (const { tokens, maxTokens } of bench.sent) expect(tokens + maxTokens).toBeLessThanOrEqual(2048)
    expect(prediction.citations?.map(({ quote, section }) => [quote, section])).toEqual([
      [audit, '39. Audit'],
      [law, '3. Law'],
    ])
    for (const { start, end, quote } of prediction.citations ?? []) expect(text.slice(start, end)).toBe(quote)
    expect(prediction.leftOut).toBeGreaterThan(10)
  })

  it('keeps an invented span out of the answer', async () => {
    const invents: Script = () => JSON.stringify({ Law: [law], Audit: ['the king may audit everything'] })
    const bench = documentBench({ method: passages, task: named('prompt/passages'), train, script: invents })
    const prediction = await bench.predict(contract(40))
    expect(JSON.parse(prediction.output)).toEqual({ Law: [law] })
    expect(prediction).toMatchObject({ validity: 'fallback' })
    for (const { tokens, maxTokens } of bench.sent) expect(tokens + maxTokens).toBeLessThanOrEqual(2048)
  })

  it('says with numbers that instructions leave no room', async () => {
    const schema = {
      type: 'object',
      properties: { Law: { type: 'string', description: 'word '.repeat(2000) } },
    }
    const bench = documentBench({
      method: passages,
      task: { ...named('prompt/passages'), schema },
      train,
      script: reads,
    })
    const prediction = await bench.predict(contract(40))
    expect(prediction).toMatchObject({ validity: 'invalid', output: '' })
    expect(prediction.problem).toMatch(
      /^The instructions have 2\d\d\d tokens .* which leaves less than 64 for the text\.$/,
    )
    expect(bench.sent).toHaveLength(0)
  })
})

describe('sections', () => {
  it('asks every section, merges, and cites each part', async () => {
    const text = contract(40)
    const bench = documentBench({ method: sections, task: named('prompt/sections'), train, script: reads })
    const prediction = await bench.predict(text)
    expect(JSON.parse(prediction.output)).toEqual({ Law: [law], Audit: [audit] })
    expect(prediction.leftOut).toBeUndefined()
    expect(bench.sent.length).toBeGreaterThan(3)
    for (const { tokens, maxTokens } of bench.sent) expect(tokens + maxTokens).toBeLessThanOrEqual(2048)
    const shown = bench.sent.map(({ messages }) => messages.at(-1)?.content ?? '').join(' ')
    for (const clause of text.split('\n\n')) expect(shown).toContain(clause.slice(0, 12))
    for (const { start, end, quote } of prediction.citations ?? []) expect(text.slice(start, end)).toBe(quote)
    expect(prediction.citations?.map(({ section }) => section)).toEqual(['39. Audit', '3. Law'])
    expect(prediction.usage?.inputTokens).toBe(bench.sent.reduce((sum, { tokens }) => sum + tokens, 0))
  })

  it('asks no more than its limit, those that look likely, and reports the others', async () => {
    const bench = documentBench({ method: sections, task: named('prompt/sections'), train, script: reads })
    const prediction = await bench.predict(contract(300))
    expect(bench.sent).toHaveLength(20)
    expect(JSON.parse(prediction.output)).toEqual({ Law: [law], Audit: [audit] })
    expect(prediction.leftOut).toBeGreaterThan(5)
  })

  it('counts what could not be read apart from what was wrong', async () => {
    const breaks: Script = (messages) =>
      (messages.at(-1)?.content ?? '').includes('39. Audit') || messages.length > 2
        ? 'I cannot.'
        : reads(messages)
    const bench = documentBench({ method: sections, task: named('prompt/sections'), train, script: breaks })
    const prediction = await bench.predict(contract(40))
    expect(jsonObjectSchema.parse(JSON.parse(prediction.output))).toEqual({ Law: [law] })
    expect(prediction.validity).toBe('fallback')
    expect(prediction.problem).toMatch(/^1 of \d+ sections could not be read: /)
  })
})
