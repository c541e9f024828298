import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { DataError } from '../../../errors.ts'
import { guessFields } from '../guess-fields.ts'
import { importExamples, type Import, type ImportedRow } from '../import-examples.ts'
import { openExamples } from '../open-examples.ts'
import { readExamples, readUnlabelled } from '../read-examples.ts'

const fixtures = fileURLToPath(new URL('../../../../test/fixtures/import/', import.meta.url))
const pathOf = (name: string): string => join(fixtures, name)

const door = 'My key card stopped working at the east door'
const projector = 'The projector in room 4 shows a green picture'
const chairs = 'Please add two chairs to the booking on Friday'
const invoice = 'I was charged twice for the March invoice'

async function imported(
  names: [string, ...string[]],
  known = {},
): Promise<{ opened: Import; rows: ImportedRow[] }> {
  const [first, ...more] = names
  const opened = await importExamples({ paths: [pathOf(first), ...more.map(pathOf)], known })
  const rows: ImportedRow[] = []
  for await (const row of opened.rows) rows.push(row)
  return { opened, rows }
}

async function problemWith(names: [string, ...string[]]): Promise<string> {
  const error: unknown = await imported(names).catch((thrown: unknown) => thrown)
  if (!(error instanceof DataError)) throw new Error(`no DataError but ${JSON.stringify(error)}`)
  return error.message.replaceAll(fixtures, '')
}

const pairs = (rows: readonly ImportedRow[]): unknown[] => rows.map(({ input, output }) => [input, output])
const reasons = ({ opened }: { opened: Import }): unknown[] =>
  opened.dropped().map(({ why, lines }) => [why, lines])

describe('each format is recognised and read', () => {
  const allFour = [
    [door, 'access'],
    [projector, 'equipment'],
    [chairs, 'booking'],
    [invoice, 'billing'],
  ]
  test.each<[string, [string, ...string[]], unknown[]]>([
    ['openai-chat', ['openai-chat.jsonl'], allFour],
    [
      'openai-chat',
      ['openai-chat-weight.jsonl'],
      [
        [`User: ${door}\n\nAssistant: billing\n\nUser: No, it is about the door.`, 'access'],
        [projector, 'equipment'],
        [`User: ${projector}\n\nAssistant: equipment\n\nUser: ${chairs}`, 'booking'],
      ],
    ],
    ['prompt-completion', ['prompt-completion.jsonl'], allFour],
    ['prompt-completion', ['prompt-completion-legacy.jsonl'], allFour],
    [
      'alpaca',
      ['alpaca.json'],
      [
        ['Say it shorter.\nThe meeting has been moved to a later hour.', 'The meeting is later.'],
        ['User: Say it shorter.\n\nAssistant: The meeting is later.\n\nUser: And in one word?', 'Later.'],
      ],
    ],
    ['alpaca', ['alpaca-labels.json'], allFour],
    [
      'sharegpt',
      ['sharegpt.json'],
      [
        [door, 'access'],
        [`User: ${door}\n\nAssistant: access\n\nUser: ${projector}`, 'equipment'],
        [chairs, 'booking'],
      ],
    ],
    [
      'promptfoo',
      ['promptfoo.json'],
      [
        [door, 'access'],
        [projector, 'equipment'],
        [{ message: invoice, site: 'north' }, 'billing'],
      ],
    ],
    [
      'openai-batch',
      ['openai-batch-requests.jsonl', 'openai-batch-output.jsonl'],
      [
        [projector, 'equipment'],
        [door, 'access'],
      ],
    ],
    [
      'openai-stored',
      ['openai-stored.jsonl'],
      [
        [door, 'access'],
        [projector, 'equipment'],
      ],
    ],
    [
      'langfuse',
      ['langfuse-observations.jsonl', 'langfuse-scores.jsonl'],
      [
        [door, 'access'],
        [projector, 'equipment'],
      ],
    ],
    [
      'langfuse',
      ['langfuse-items.json'],
      [
        [door, 'access'],
        [{ message: projector, room: 4 }, '{"desk":"equipment"}'],
      ],
    ],
    [
      'tensorzero',
      ['tensorzero-feedback.jsonl', 'tensorzero-inferences.jsonl'],
      [
        [door, 'access'],
        [projector, 'equipment'],
      ],
    ],
    [
      'tensorzero',
      ['tensorzero-json.jsonl'],
      [
        ['System: {"site":"north"}\n\nUser: Invoice 12 of 3 May, 40 EUR', '{"total":40}'],
        ['Invoice 13, 7 EUR', '{"total":7}'],
      ],
    ],
  ])('%s: %s', async (format, names, expected) => {
    const { opened, rows } = await imported(names)
    expect(opened.format).toBe(format)
    expect(pairs(rows)).toEqual(expected)
  })

  test.each(['table.parquet', 'table.xlsx'])('plain rows of %s, times as ISO text', async (name) => {
    const { opened, rows } = await imported([name], { input: 'message', expected: 'desk' })
    expect(opened.format).toBe('plain')
    expect(pairs(rows)).toEqual(allFour)
    expect(rows.map(({ id, time }) => [id, time])).toEqual([
      ['t1', '2026-05-01'],
      ['t2', '2026-05-02'],
      ['t3', '2026-05-03'],
      ['t4', '2026-05-04'],
    ])
  })
})

describe('rows that are no examples are counted with a reason', () => {
  test.each<[[string, ...string[]], unknown[]]>([
    [['openai-chat-weight.jsonl'], [['no answer to learn from', [3]]]],
    [
      ['promptfoo.json'],
      [
        ['the same test case again, with another prompt or model', [2]],
        ['it did not pass, and no assertion names the right answer', [4]],
      ],
    ],
    [
      ['openai-batch-requests.jsonl', 'openai-batch-output.jsonl'],
      [
        ['the request failed', [3]],
        ['no answer to this request', [4]],
        ['no request to this answer', [4]],
      ],
    ],
    [['openai-stored.jsonl'], [['no messages: what was asked is in /chat/completions/<id>/messages', [1]]]],
    [
      ['langfuse-observations.jsonl', 'langfuse-scores.jsonl'],
      [
        ['a person scored the answer as wrong, and nobody gave a better one', [3]],
        ['the generation failed', [4]],
        ['an observation that is no generation (SPAN)', [5]],
      ],
    ],
    [
      ['tensorzero-inferences.jsonl', 'tensorzero-feedback.jsonl'],
      [
        ['feedback calls the answer wrong, and there is no demonstration', [3]],
        ['no demonstration and no feedback that calls the answer right', [4]],
        ['the answer calls tools or has no text', [5]],
      ],
    ],
  ])('%s', async (names, expected) => expect(reasons(await imported(names))).toEqual(expected))
})

describe('a malformed file is one message', () => {
  test.each<[[string, ...string[]], string]>([
    [['openai-chat-tools.jsonl'], 'openai-chat-tools.jsonl line 1 offers tools.'],
    [
      ['openai-chat-bad.jsonl'],
      'openai-chat-bad.jsonl line 2 has the role "narrator" in "messages.1"; system, user and assistant are known.',
    ],
    [
      ['prompt-completion-bad.jsonl'],
      'prompt-completion-bad.jsonl line 2 has no text in "prompt" or in "completion".',
    ],
    [['alpaca-bad.json'], 'alpaca-bad.json row 2 has no text in "instruction" or in "input".'],
    [['sharegpt-bad.json'], 'sharegpt-bad.json row 1 uses tools in "conversations.1".'],
    [['promptfoo-bad.jsonl'], 'promptfoo-bad.jsonl line 3 has no object in "vars".'],
    [
      ['openai-batch-output.jsonl'],
      'openai-batch-output.jsonl has OpenAI batch answers without the requests they belong to. Give the request file too.',
    ],
    [
      ['openai-stored-bad.json'],
      'openai-stored-bad.json (OpenAI stored completions) has no row that can be an example. Left out: no messages: what was asked is in /chat/completions/<id>/messages (3).',
    ],
    [
      ['langfuse-bad.jsonl'],
      'langfuse-bad.jsonl (Langfuse export) has no row that can be an example. Left out: the request has no text (1); no output (1).',
    ],
    [
      ['tensorzero-bad.jsonl'],
      'tensorzero-bad.jsonl (TensorZero rows) has no row that can be an example. Left out: the request has no text (2).',
    ],
    [['table.xlsx', 'table.parquet'], 'table.xlsx, table.parquet are plain rows: name one file at a time.'],
  ])('%s', async (names, message) => expect(await problemWith(names)).toBe(message))
})

describe('provenance', () => {
  test('says which tool, model, feedback and line an answer comes from', async () => {
    const { rows } = await imported(['tensorzero-inferences.jsonl', 'tensorzero-feedback.jsonl'])
    expect(rows.map(({ source }) => source)).toEqual([
      {
        file: 'tensorzero-inferences.jsonl',
        line: 1,
        format: 'tensorzero',
        answer: 'output that feedback calls right',
        function: 'route',
        variant: 'mini',
        metrics: { right: true, rating: 4.5 },
        comments: ['spot on'],
      },
      {
        file: 'tensorzero-inferences.jsonl',
        line: 2,
        format: 'tensorzero',
        answer: 'demonstration',
        function: 'route',
        variant: 'mini',
      },
    ])
  })

  test('turns of one conversation have ids of their own and one group', async () => {
    const { rows } = await imported(['sharegpt.json'])
    expect(rows.map(({ id, group }) => [id, group])).toEqual([
      ['talk-1#1', 'talk-1'],
      ['talk-1#2', 'talk-1'],
      ['talk-2', undefined],
    ])
  })
})

describe('directly as data.train', () => {
  const fields = { input: 'input', expected: 'output' }

  test('default fields read any format', async () => {
    const rows = await readExamples({ path: pathOf('langfuse-items.json'), fields })
    expect(rows.map(({ id, input, expected }) => [id, input.text, expected])).toEqual([
      ['i1', door, 'access'],
      ['i2', `{"message":"${projector}","room":4}`, '{"desk":"equipment"}'],
    ])
  })

  test('fields that the reader named and that are there are read as they are', async () => {
    const path = pathOf('alpaca-labels.json')
    const [row] = await readExamples({ path, fields: { input: 'instruction', expected: 'output' } })
    expect(row?.input.text).toBe('Which desk?')
  })

  test('logs give real inputs without answers', async () => {
    const path = pathOf('tensorzero-inferences.jsonl')
    const rows = await readUnlabelled({ path, fields })
    expect(rows.map(({ input }) => input.text)).toEqual([door, projector, chairs, invoice, 'Book it'])
  })

  test.each([
    'openai-chat.jsonl',
    'alpaca-labels.json',
    'sharegpt.json',
    'promptfoo.json',
    'tensorzero-json.jsonl',
  ])('the fields of %s are guessed', async (name) => {
    const opened = await openExamples([pathOf(name)])
    const rows = []
    for await (const outcome of opened.outcomes) if (outcome.dropped === undefined) rows.push(outcome)
    expect(guessFields(rows).fields).toMatchObject(fields)
  })
})
