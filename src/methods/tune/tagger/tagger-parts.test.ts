import { describe, expect, it } from 'vitest'
import type { Example } from '../../../contracts/example.ts'
import { canonicalJson } from '../../../text/canonical-json.ts'
import { chooseRules } from './choose-rules.ts'
import { answerFieldsOf } from './span-fields.ts'
import { spansOf } from './spans-of.ts'
import { quotesKeepNumbers, reachableShare, tagRows } from './tagged-rows.ts'

const list = { type: 'array', items: { type: 'string' } }
const field = { name: 'law', isList: true, isRequired: false, description: '' }
const rowOf = (text: string, answer: Record<string, string | string[] | number>, id = '1'): Example => ({
  id,
  input: { text },
  expected: canonicalJson(answer),
  source: { file: 'rows.jsonl', line: 1 },
})

describe('fields', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) =>
    rowOf(`Law of ${id}. It ends.`, { law: [`Law of ${id}.`], kind: 'lease', pages: 3, place: 'Ghent' }, id),
  )

  it('are marked where their texts stand in the inputs of three rows or more', () => {
    const law = { ...list, description: 'Which law?' }
    const schema = { type: 'object', properties: { law }, required: ['law'] }
    expect(answerFieldsOf(rows, schema)).toEqual({
      spans: [{ name: 'law', isList: true, isRequired: true, description: 'Which law?' }],
      constant: {},
      notes: [],
    })
    expect(answerFieldsOf(rows.slice(0, 2), schema).notes).toEqual([
      'law is never answered: 2 of its texts stand in the inputs of train, 3 are needed.',
    ])
  })

  it('are the most frequent value where they are numbers, choices or texts from elsewhere', () => {
    const kind = { type: 'string', enum: ['lease', 'sale'] }
    const properties = { kind, pages: { type: 'number' }, place: { type: 'string' }, sum: { type: 'number' } }
    expect(answerFieldsOf(rows, { type: 'object', properties })).toEqual({
      spans: [],
      constant: { kind: 'lease', pages: 3, place: 'Ghent' },
      notes: [
        'kind is always "lease", its most frequent value: it is no text copied from the input.',
        'pages is always 3, its most frequent value: it is no text copied from the input.',
        'place is always "Ghent", its most frequent value: it is no text copied from the input.',
        'sum is never answered: it is no text copied from the input.',
      ],
    })
  })
})

describe('marks', () => {
  it('go to segments that a quote mostly covers, and to the one that a short quote stands in', () => {
    const text = '1. Irish law holds. It ends in May. Ask Ann Lee for more of this and that.'
    const [tagged] = tagRows([rowOf(text, { law: ['Irish law holds. It ends in', 'Ann Lee'] })], [field])
    expect([...(tagged?.marks ?? [])]).toEqual([1, 1, 1])
  })

  it('say whether quotes keep their numbers and can be given exactly', () => {
    const text = '1. Irish law holds. 2. It ends in May, or later.'
    const kept = tagRows([rowOf(text, { law: ['1. Irish law holds.'] })], [field])
    const left = tagRows([rowOf(text, { law: ['Irish law holds.', 'It ends in May'] })], [field])
    expect([quotesKeepNumbers(kept), quotesKeepNumbers(left)]).toEqual([true, false])
    expect([reachableShare(kept, 0), reachableShare(left, 0)]).toEqual([1, 0.5])
  })
})

describe('spans', () => {
  const segments = [0, 10, 20, 30].map((start) => ({ start: start + 2, end: start + 9, numberStart: start }))
  const at = (segment: number) => [0.9, 0.6, 0.1, 0.7][segment] ?? 0

  it('are one for neighbours where these are merged', () => {
    const rule = { threshold: 0.5, merge: true, keepNumbers: false }
    expect(spansOf(segments, at, rule)).toEqual([
      { start: 2, end: 19, probability: 0.9 },
      { start: 32, end: 39, probability: 0.7 },
    ])
    expect(
      spansOf(segments, at, { ...rule, merge: false, keepNumbers: true }).map(({ start }) => start),
    ).toEqual([0, 10, 30])
  })

  it('get the threshold and the merging that find most quotes exactly', () => {
    const text = 'Irish law holds. It binds all. The rest is silence.'
    const rows = tagRows([rowOf(text, { law: ['Irish law holds. It binds all.'] })], [field])
    const probabilities = Float32Array.from([0.8, 0.6, 0.4])
    const [rule] = chooseRules({ rows, fields: 1, probabilities, keepNumbers: false })
    expect(rule).toEqual({ threshold: 0.6, merge: true })
  })
})
