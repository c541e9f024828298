import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../contracts/json.ts'
import type { AnswerBounds } from '../../../contracts/model.ts'
import { schemaGrammar } from './schema-grammar.ts'

function rulesOf(schema: JsonObject, bounds?: AnswerBounds): string[] {
  return schemaGrammar(schema, bounds).trimEnd().split('\n')
}

describe('schemaGrammar', () => {
  it('writes fields in the order of canonical JSON; those that may be left out can be skipped', () => {
    const schema = { properties: { b: { type: 'integer' }, a: { type: 'null' } }, required: ['b'] }
    expect(rulesOf(schema)).toEqual([
      'r0 ::= "}"',
      'integer ::= "-"? ("0" | [1-9] [0-9]{0,14})',
      String.raw`r1 ::= "\"b\":" integer r0`,
      'r2 ::= "," r1',
      String.raw`r3 ::= "\"a\":" "null" r2`,
      'r4 ::= r3 | r1',
      'r5 ::= "," r3 | r2',
      'root ::= "{" r4',
    ])
  })

  it('names allowed values, branches and numbers of items', () => {
    expect(rulesOf({ enum: ['a "b"', 1] })).toEqual([String.raw`root ::= ("\"a \\\"b\\\"\"" | "1")`])
    expect(rulesOf({ oneOf: [{ const: [true] }, { type: 'boolean' }] })).toEqual([
      'root ::= ("[true]" | ("true" | "false"))',
    ])
    const list = { type: 'array', minItems: 2, maxItems: 4, items: { type: 'null' } }
    expect(rulesOf(list)).toEqual(['r0 ::= "null"', 'root ::= "[" r0 ("," r0){1,3} "]"'])
    expect(rulesOf({ ...list, minItems: 0, maxItems: 1000 }).at(-1)).toBe('root ::= "[" (r0 ("," r0)*)? "]"')
    const open = { type: 'array', minItems: 2, items: { type: 'null' } }
    expect(rulesOf(open, { mostItems: 3 }).at(-1)).toBe('root ::= "[" r0 ("," r0){1,2} "]"')
    expect(rulesOf(open, { mostItems: 1 }).at(-1)).toBe('root ::= "[" r0 ("," r0){1,1} "]"')
    expect(rulesOf(list, { mostItems: 3 })).toEqual(rulesOf(list))
    expect(rulesOf({ type: 'string', minLength: 2 }).at(-1)).toBe(String.raw`root ::= "\"" char{2,} "\""`)
  })

  it('leaves open what a grammar cannot say: the answer is checked anyway', () => {
    const anything = rulesOf({}).at(-1)
    expect(anything).toBe('root ::= value')
    expect(rulesOf({ allOf: [{ type: 'string' }] }).at(-1)).toBe(anything)
    expect(rulesOf({ type: 'string', pattern: '^a' })).toEqual(rulesOf({ type: 'string' }))
    expect(rulesOf({ properties: {}, additionalProperties: false })).toEqual(['root ::= "{}"'])
  })

  it('lets a schema hold itself', () => {
    const node = { properties: { left: { $ref: '#/$defs/node' } } }
    const rules = rulesOf({ $ref: '#/$defs/node', $defs: { node } })
    expect(rules.at(-1)).toBe('root ::= r0')
    expect(rules).toContain(String.raw`r2 ::= "\"left\":" r0 r1`)
  })

  it('spells the stretches of a source out: from the start of a word to the end of one', () => {
    expect(rulesOf({ type: 'string' }, { copiedFrom: ' a ab\n' })).toEqual([
      String.raw`r2 ::= "\"" ("a" (r0 | "b" r1))`,
      String.raw`r1 ::= "\""`,
      String.raw`r0 ::= "\"" | " " r3`,
      'r3 ::= "ab" r1',
      'root ::= r2',
    ])
  })

  it('takes texts as they come where there is nothing to copy, or too much of it', () => {
    const plain = rulesOf({ type: 'string' })
    expect(rulesOf({ type: 'string' }, { copiedFrom: ' \n' })).toEqual(plain)
    expect(rulesOf({ type: 'string' }, { copiedFrom: 'word '.repeat(12_001) })).toEqual(plain)
  })
})
