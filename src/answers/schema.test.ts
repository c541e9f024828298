import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Json, JsonObject } from '../contracts/json.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { assertSchemaSupported } from './assert-schema-supported.ts'
import { describeSchema } from './describe-schema.ts'
import { inferSchema } from './infer-schema.ts'
import { validateAgainstSchema } from './validate-against-schema.ts'

const names = ['a', 'b', 'c']
const scalars = fc.constantFrom<Json>('x', 'long text', '', 3, -1, 2.5, true, false, null)
const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 3 }),
  ),
})).value
const schemas: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonObject>(
      { type: 'string', minLength: 1, maxLength: 5 },
      { type: 'string', pattern: '^l' },
      { type: 'integer', minimum: 0 },
      { type: 'number', exclusiveMaximum: 3 },
      { type: ['string', 'null'] },
      { type: 'boolean' },
      { enum: ['x', 3, null] },
      { const: 'x' },
    ),
    fc.record({ type: fc.constant('array'), items: tie('schema'), maxItems: fc.nat(3) }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom(...names), tie('schema'), { maxKeys: 3 }),
      additionalProperties: fc.boolean(),
    }),
  ),
})).schema

describe('a JSON Schema', () => {
  it('is checked as zod checks it', () => {
    fc.assert(
      fc.property(schemas, values, (schema, value) => {
        const byZod = z.fromJSONSchema(JSON.parse(JSON.stringify(schema))).safeParse(value).success
        expect(validateAgainstSchema(value, schema).length === 0).toBe(byZod)
      }),
      { numRuns: 500 },
    )
  })

  it('follows references, also to itself', () => {
    const tree: JsonObject = {
      $ref: '#/$defs/node',
      $defs: {
        node: {
          type: 'object',
          properties: { name: { type: 'string' }, inner: { type: 'array', items: { $ref: '#/$defs/node' } } },
          required: ['name'],
        },
      },
    }
    expect(validateAgainstSchema({ name: 'x', inner: [{ name: 'y' }] }, tree)).toEqual([])
    expect(validateAgainstSchema({ name: 'x', inner: [{ name: 'y', inner: [{}] }] }, tree)).toEqual([
      { path: 'inner.0.inner.0.name', message: 'is missing' },
    ])
  })

  it.each([
    [
      { type: 'object', properties: { a: { not: {} } } },
      'schema.properties.a.not is a keyword that answers cannot be checked against here.',
    ],
    [
      { type: 'text' },
      'schema.type is "text". It must be one of string, number, integer, boolean, null, array, object, or a list of them.',
    ],
    [{ items: 3 }, 'schema.items is 3. It must be a JSON Schema, an object.'],
    [{ pattern: '(a+)+$' }, 'schema.pattern is (a+)+$, which repeats a repeat and may never end.'],
    [{ pattern: '(' }, 'schema.pattern is (, which is no regular expression.'],
    [{ $ref: '#/$defs/x' }, '$ref is "#/$defs/x", which is not in the schema. Refer to "#/$defs/<name>".'],
    [
      { $ref: 'https://example.com/x' },
      '$ref is "https://example.com/x", which is not in the schema. Refer to "#/$defs/<name>".',
    ],
    [
      { $ref: '#/$defs/x', $defs: { x: { $ref: '#/$defs/x' } } },
      '$ref "#/$defs/x" of the schema leads in a circle.',
    ],
  ] satisfies [JsonObject, string][])('is refused where it cannot be checked: %j', (schema, message) => {
    expect(() => assertSchemaSupported(schema)).toThrow(message)
  })
})

describe('a schema inferred from answers', () => {
  it('fits each of them, and can be checked', () => {
    const objects = fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 3 })
    fc.assert(
      fc.property(fc.array(objects, { minLength: 1, maxLength: 8 }), (answers) => {
        const schema = inferSchema(answers.map((answer) => canonicalJson(answer)))
        assertSchemaSupported(schema)
        for (const answer of answers) expect(validateAgainstSchema(answer, schema)).toEqual([])
      }),
    )
  })

  it('has types, what is always there, and choices that repeat', () => {
    const answers = ['lease', 'sale', 'lease', 'sale', 'lease', 'sale'].map((kind, at) =>
      JSON.stringify({
        kind,
        pages: at,
        parties: [`p${at}`],
        ...(at > 0 ? { end: at > 2 ? null : 'May' } : {}),
      }),
    )
    expect(inferSchema(answers)).toEqual({
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['lease', 'sale'] },
        pages: { type: 'number' },
        parties: { type: 'array', items: { type: 'string' } },
        end: { type: ['string', 'null'] },
      },
      required: ['kind', 'pages', 'parties'],
      additionalProperties: false,
    })
  })

  it('takes no text for a choice while a value came less than three times', () => {
    const schema = inferSchema(['a', 'a', 'a', 'b', 'b'].map((x) => JSON.stringify({ x })))
    expect(schema['properties']).toEqual({ x: { type: 'string' } })
  })

  it('says which answer is no object', () => {
    expect(() => inferSchema(['{}', '[1]'])).toThrow(
      'Answer 2 is [1]. Answers of an extraction must be JSON objects.',
    )
    expect(() => inferSchema([])).toThrow('There are no answers to infer a schema from.')
  })
})

it('a schema is described line by line', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      kind: { enum: ['lease', 'sale'], description: 'what it is' },
      parties: {
        type: 'array',
        items: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      },
      end: { type: ['string', 'null'] },
      clauses: { type: 'array', items: { type: 'string' } },
    },
    required: ['kind'],
  }
  expect(describeSchema(schema)).toBe(
    [
      '- "kind" (one of "lease", "sale"): what it is',
      '- "parties" (list of objects, may be left out)',
      '  - "name" (text)',
      '- "end" (text or null, may be left out)',
      '- "clauses" (list of texts, may be left out)',
    ].join('\n'),
  )
})
