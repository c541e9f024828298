import { describe, expect, test } from 'vitest'
import type { RawRow } from '../../contracts/example.ts'
import { guessFields } from './guess-fields.ts'
import { guessKind } from './guess-kind.ts'

function rowsOf(make: (index: number) => RawRow['value'], count = 12): RawRow[] {
  return Array.from({ length: count }, (_, index) => ({ line: index + 1, value: make(index) }))
}

const sentence = (index: number): string => `where is the parcel number ${index} that I ordered last week`
const team = (index: number): string => ['billing', 'shipping', 'sales'][index % 3] ?? ''
const day = (index: number): string => `2026-01-${String(index + 1).padStart(2, '0')}`

describe('what the reader has said', () => {
  const rows = rowsOf((index) => ({
    key: `k${index}`,
    day: day(index),
    text: sentence(index),
    team: team(index),
  }))

  test('a named id, time and group are taken, and null means there is none', () => {
    const guess = guessFields(rows, { id: null, time: null, group: 'day' })
    expect(guess.fields).toEqual({ input: 'text', expected: 'team', group: 'day' })
    expect(guess.why).toContain('group is "day": you named it')
    expect(guessFields(rows, { id: 'text', input: 'key' }).fields.id).toBe('text')
    expect(() => guessFields(rows, { group: 'thread' })).toThrow('There is no column "thread".')
  })

  test('a kind that contradicts the guess is named, one that agrees keeps its reason', () => {
    expect(guessFields(rows, { kind: 'generation' }).why).toContain('kind is generation: you named it')
    expect(guessFields(rows, { kind: 'classification' }).why.at(-1)).toContain('3 different answers')
  })
})

describe('columns', () => {
  test('a ticket export: id, date, subject, body, team', () => {
    const guess = guessFields(
      rowsOf((index) => ({
        ticket_id: `T${index}`,
        created_at: day(index),
        subject: 'help',
        body: sentence(index),
        team: team(index),
      })),
    )
    expect(guess.fields).toEqual({ input: 'body', expected: 'team', id: 'ticket_id', time: 'created_at' })
    expect(guess.kind).toBe('classification')
    expect(guess.why).toEqual([
      'input is "body": its name; 53 characters on average',
      'expected is "team": its name; 3 different values',
      'id is "ticket_id": every row has its own',
      'time is "created_at": every row has a date there',
      'kind is classification: 3 different answers in 12 rows, most of them repeated',
    ])
  })

  test('names that say nothing: the longest text and the values that come back', () => {
    const guess = guessFields(rowsOf((index) => ({ c1: sentence(index), c2: team(index), c3: index })))
    expect(guess.fields).toEqual({ input: 'c1', expected: 'c2' })
    expect(guess.why[0]).toBe('input is "c1": the longest text, 53 characters on average')
    expect(guess.why[1]).toBe('expected is "c2": 3 values that come back in many rows')
  })

  test('question and answer: the longer answer is not taken for the input', () => {
    const guess = guessFields(
      rowsOf((index) => ({ question: `who ${index}?`, answer: `${sentence(index)} and ${sentence(index)}` })),
    )
    expect(guess).toMatchObject({ fields: { input: 'question', expected: 'answer' }, kind: 'generation' })
  })

  test('fields inside fields', () => {
    const guess = guessFields(
      rowsOf((index) => ({
        input: sentence(index),
        output: team(index),
        meta: { created: day(index), window: 0 },
      })),
    )
    expect(guess.fields).toEqual({ input: 'input', expected: 'output', time: 'meta.created' })
  })

  test('answers that are objects are extraction', () => {
    const guess = guessFields(rowsOf((index) => ({ text: sentence(index), output: { order: index } })))
    expect(guess).toMatchObject({ fields: { input: 'text', expected: 'output' }, kind: 'extraction' })
  })

  test('columns the reader named win', () => {
    const rows = rowsOf((index) => ({
      a: sentence(index),
      b: sentence(index),
      label: team(index),
      other: team(index),
    }))
    expect(guessFields(rows, { input: 'b', expected: 'other' }).fields).toEqual({
      input: 'b',
      expected: 'other',
    })
  })

  test('a column that is empty in some rows is not the input', () => {
    const rows = rowsOf((index) => ({
      notes: index === 0 ? '' : sentence(index).repeat(3),
      mail: sentence(index),
      label: team(index),
    }))
    expect(guessFields(rows).fields.input).toBe('mail')
  })
})

describe('what cannot be guessed', () => {
  test.each<[string, RawRow[], { input?: string; expected?: string }, string]>([
    [
      'no answer',
      rowsOf((index) => ({ a: sentence(index), b: index })),
      {},
      'Which column holds the expected answer cannot be guessed. The columns are a, b.',
    ],
    [
      'no input',
      rowsOf((index) => ({ label: team(index) })),
      {},
      'Which column holds the input cannot be guessed. The columns are label.',
    ],
    ['no rows', [], {}, 'Which column holds the expected answer cannot be guessed. The columns are none.'],
    [
      'a column that is not there',
      rowsOf((index) => ({ a: sentence(index), label: team(index) })),
      { input: 'b' },
      'There is no column "b". The columns are a, label.',
    ],
    [
      'a named answer that is never there',
      rowsOf((index) => ({ a: sentence(index), b: null, c: 'x' })),
      { expected: 'b' },
      '"b" is empty in every row.',
    ],
  ])('%s', (...[, rows, known, message]) => expect(() => guessFields(rows, known)).toThrow(message))
})

describe('kind', () => {
  test.each([
    ['labels', ['a', 'b', 'a', 'b'], 'classification'],
    ['numbers', [1, 2, 1, 2], 'classification'],
    [
      'sentences that repeat',
      Array.from({ length: 6 }, () => 'thank you for your order and good bye'),
      'generation',
    ],
    ['short answers that never repeat', ['a', 'b', 'c', 'd'], 'generation'],
    ['JSON in text', ['{"a":1}', '{"a":2}', '{}'], 'extraction'],
    ['text that only begins like JSON', ['[a', '[b', '[a', '[b'], 'classification'],
  ] as const)('%s', (_, answers, kind) => expect(guessKind(answers).kind).toBe(kind))
})
