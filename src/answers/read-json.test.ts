import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../contracts/json.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { readJson } from './read-json.ts'

const schema: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    kind: { type: 'string', enum: ['lease', 'sale'] },
    tags: { type: 'array', items: { type: 'string' } },
    pages: { type: 'integer' },
    signed: { type: 'boolean' },
    end_date: { type: ['string', 'null'] },
  },
  required: ['name', 'tags'],
  additionalProperties: false,
}

const answers = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__'),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()), fc.constant(null)),
  { maxKeys: 5 },
)

describe('an answer in JSON', () => {
  it('is first when the whole text is JSON that fits, whatever its spacing', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(0, 2), (value, indent) => {
        expect(readJson(JSON.stringify(value, null, indent))).toEqual({
          output: canonicalJson(value),
          validity: 'first',
        })
      }),
    )
  })

  it('is repaired when it stands in a fence or in prose', () => {
    fc.assert(
      fc.property(answers, (value) => {
        const text = `Sure, here it is:\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\`\nAnything else?`
        expect(readJson(text)).toEqual({ output: canonicalJson(value), validity: 'repaired' })
      }),
    )
  })

  it('never looks complete when it was cut off', () => {
    fc.assert(
      fc.property(answers, fc.double({ min: 0, max: 1, noNaN: true }), (value, share) => {
        const whole = JSON.stringify(value)
        const cut = whole.slice(0, 1 + Math.floor(share * (whole.length - 2)))
        const reading = readJson(`\`\`\`json\n${cut}`)
        expect('problem' in reading || reading.isCutOff === true).toBe(true)
      }),
    )
  })

  it.each(['{"a":"}', '{"a":["b"],"c":"]', String.raw`{"a":"x\"}`])(
    'never looks complete when it was cut inside a text after a bracket: %s',
    (raw) => {
      expect(readJson(raw)).toHaveProperty('isCutOff', true)
    },
  )

  it.each([
    ['single quotes and a trailing comma', "{'name': 'x', 'tags': ['a',],}", '{"name":"x","tags":["a"]}'],
    ['an unescaped quote', '{"name": "5" pipe", "tags": []}', '{"name":"5\\" pipe","tags":[]}'],
    ['one text for a list', '{"name": "x", "tags": "a"}', '{"name":"x","tags":["a"]}'],
    ['a missing list', '{"name": "x"}', '{"name":"x","tags":[]}'],
    ['null for a list', '{"name": "x", "tags": null}', '{"name":"x","tags":[]}'],
    ['a number as text', '{"name": "x", "tags": [], "pages": "12"}', '{"name":"x","pages":12,"tags":[]}'],
    ['true as text', '{"name": "x", "tags": [], "signed": "True"}', '{"name":"x","signed":true,"tags":[]}'],
    ['a list of one', '{"name": ["x"], "tags": []}', '{"name":"x","tags":[]}'],
    ['another case', '{"Name": "x", "tags": [], "kind": "Lease"}', '{"kind":"lease","name":"x","tags":[]}'],
    [
      'a name with a space',
      '{"name": "x", "tags": [], "End Date": null}',
      '{"end_date":null,"name":"x","tags":[]}',
    ],
    ['a field too many', '{"name": "x", "tags": [], "reason": "y"}', '{"name":"x","tags":[]}'],
    ['null for an optional field', '{"name": "x", "tags": [], "pages": null}', '{"name":"x","tags":[]}'],
    ['a template before it', 'For {name}: {"name": "x", "tags": []}', '{"name":"x","tags":[]}'],
  ])('is mended: %s', (_, raw, output) => {
    expect(readJson(raw, schema)).toEqual({ output, validity: 'repaired' })
  })

  it.each([
    ['', 'The answer is empty. Answer with JSON only.'],
    ['I cannot do that.', 'There is no JSON in the answer. Answer with JSON only.'],
    ['{"tags": []}', 'name is missing. Answer with JSON only.'],
    [
      '{"name": "x", "tags": [], "kind": "loan"}',
      'kind is "loan", which is none of "lease", "sale". Answer with JSON only.',
    ],
    ['{"name": "x", "tags": [], "pages": 1.5}', 'pages is 1.5, not integer. Answer with JSON only.'],
    ['{"tags": ["a', 'The answer stops before it is complete. name is missing. Answer with JSON only.'],
    [`{"name": ${'['.repeat(80)}${']'.repeat(80)}}`, 'The answer is nested more than 64 levels deep.'],
    [
      '{"name": "x", "tags": [], "pages": 1e999}',
      'A number in the answer is too large. Answer with JSON only.',
    ],
  ])('%j is asked again', (raw, problem) => {
    expect(readJson(raw, schema)).toEqual({ problem })
  })

  it('refuses a text of more than a million characters', () => {
    expect(readJson(`{"name": "${'x'.repeat(1_000_000)}"}`)).toHaveProperty('problem')
  })
})
