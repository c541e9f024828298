import { describe, expect, it } from 'vitest'
import { readJson } from './read-json.ts'
import { readLabel } from './read-label.ts'

describe('a label', () => {
  const labels = ['card arrival', 'card', 'refund', 'exchange']
  it.each([
    ['refund', 'refund', 'first'],
    [' refund\n', 'refund', 'first'],
    ['"Refund".', 'refund', 'repaired'],
    ['**Label:** card_arrival', 'card arrival', 'repaired'],
    ['{"label": "exchange"}', 'exchange', 'repaired'],
    ['The customer asks about card arrival.', 'card arrival', 'repaired'],
    ['refunt', 'refund', 'repaired'],
  ])('%j is read', (raw, output, validity) => {
    expect(readLabel(raw, labels)).toEqual({ output, validity })
  })

  it('asks again where it cannot tell', () => {
    expect(readLabel('refund or exchange', labels)).toEqual({
      problem:
        'The answer names several labels (refund, exchange). Answer with exactly one label: card arrival, card, refund, exchange.',
    })
    expect(readLabel('banana', labels)).toHaveProperty('problem')
  })
})

describe('JSON', () => {
  const schema = {
    type: 'object',
    properties: { name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
    required: ['name'],
    additionalProperties: false,
  }
  it('is first when the whole text is JSON that fits', () => {
    expect(readJson('{ "tags": ["a"], "name": "x" }', schema)).toEqual({
      output: '{"name":"x","tags":["a"]}',
      validity: 'first',
    })
  })
  it('is taken out of fences and prose, and bent in trifles', () => {
    expect(readJson('Sure:\n```json\n{"name": "x", "tags": "a"}\n```\nDone.', schema)).toEqual({
      output: '{"name":"x","tags":["a"]}',
      validity: 'repaired',
    })
  })
  it('says when the answer was cut off', () => {
    expect(readJson('```json\n{"name": "x", "tags": ["a", "b', schema)).toEqual({
      output: '{"name":"x","tags":["a","b"]}',
      validity: 'repaired',
      isCutOff: true,
    })
  })
})
