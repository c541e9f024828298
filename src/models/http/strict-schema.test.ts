import { expect, test } from 'vitest'
import { closedSchema, readStrict, strictSchema } from './strict-schema.ts'

const order = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    note: { type: 'string' },
    size: { type: 'string', enum: ['s', 'm'] },
    lines: { type: 'array', items: { $ref: '#/$defs/line' } },
    gift: { anyOf: [{ type: 'boolean' }] },
  },
  required: ['id', 'lines'],
  $defs: {
    line: {
      type: 'object',
      properties: { sku: { type: 'string' }, count: { type: 'integer' } },
      required: ['sku'],
    },
  },
}

test('strict mode: objects closed, all properties required, optional ones may be null', () => {
  expect(strictSchema(order)).toEqual({
    isWrapped: false,
    schema: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        note: { type: ['string', 'null'] },
        size: { type: ['string', 'null'], enum: ['s', 'm', null] },
        lines: { type: 'array', items: { $ref: '#/$defs/line' } },
        gift: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
      },
      required: ['id', 'note', 'size', 'lines', 'gift'],
      additionalProperties: false,
      $defs: {
        line: {
          type: 'object',
          properties: { sku: { type: 'string' }, count: { type: ['integer', 'null'] } },
          required: ['sku', 'count'],
          additionalProperties: false,
        },
      },
    },
  })
})

test('the answer comes back in the original shape: nulls of optional properties are left out', () => {
  const answer = '{"id":"a","note":null,"size":"s","lines":[{"sku":"x","count":null}],"gift":null}'
  expect(JSON.parse(readStrict(answer, order))).toEqual({ id: 'a', size: 's', lines: [{ sku: 'x' }] })
})

test('a null that the original schema allows, or demands, stays', () => {
  const schema = {
    type: 'object',
    properties: { a: { type: ['string', 'null'] }, b: { type: 'string' } },
    required: ['b'],
  }
  expect(readStrict('{"a":null,"b":null}', schema)).toBe('{"a":null,"b":null}')
})

test('a root that is no object is wrapped, and unwrapped in the answer', () => {
  const schema = { type: 'array', items: { type: 'string' } }
  expect(strictSchema(schema)).toEqual({
    isWrapped: true,
    schema: {
      type: 'object',
      properties: { answer: schema },
      required: ['answer'],
      additionalProperties: false,
    },
  })
  expect(readStrict('{"answer":["a"]}', schema)).toBe('["a"]')
})

test('what is not JSON comes back as it is', () => {
  expect(readStrict('{"id": "a', order)).toBe('{"id": "a')
})

test('closing a schema leaves optional properties optional', () => {
  expect(closedSchema({ type: 'object', properties: { a: { type: 'string' } } })).toEqual({
    type: 'object',
    properties: { a: { type: 'string' } },
    additionalProperties: false,
  })
})
