import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Example } from '../../contracts/example.ts'
import { readExamples } from '../import/read-examples.ts'
import { exportExamples } from './export-examples.ts'
import { plainFormats, trainingFormats, type ExportFormat } from './training-formats.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'round-trip-'))
})

const oddCharacters = Array.from('\'=+-@\t\r\n",; aé\uFEFF🙂＝')

/** Texts with quotes, line breaks, signs that begin formulas, emoji, spaces at the ends. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...oddCharacters), minLength: 1, maxLength: 12 }),
  )
  .filter((value) => value.trim() !== '')

const examples = fc
  .array(
    fc.record({
      text,
      expected: text,
      time: fc.constantFrom(undefined, '2026-05-04', '2026-05-04T10:00:00Z'),
    }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((rows) =>
    rows.map(({ text: input, expected, time }, index): Example => ({
      id: `row-${index}`,
      input: { text: input },
      expected,
      ...(time === undefined ? {} : { time }),
      group: `group-${index % 2}`,
      source: { file: '', line: index + 1 },
    })),
  )

async function again(rows: readonly Example[], format: ExportFormat): Promise<Example[]> {
  const path = join(folder, `${format}.${format === 'csv' || format === 'parquet' ? format : 'jsonl'}`)
  await writeFile(path, await exportExamples(rows, { format }))
  return readExamples({ path, fields: { input: 'input', expected: 'output', ...fieldsOf(format, rows) } })
}

/** What a plain file has besides input and answer; a missing time is a blank cell, so only whole columns are named. */
function fieldsOf(format: ExportFormat, rows: readonly Example[]): object {
  if (!plainFormats.some((plain) => plain === format)) return {}
  return {
    id: 'id',
    group: 'group',
    ...(rows.every(({ time }) => time !== undefined) ? { time: 'time' } : {}),
  }
}

describe('what is exported is read back as the same examples', () => {
  test.each(trainingFormats)('%s keeps inputs and answers', async (format) => {
    await fc.assert(
      fc.asyncProperty(examples, async (rows) => {
        const read = await again(rows, format)
        expect(read.map(({ input, expected }) => [input.text, expected])).toEqual(
          rows.map(({ input, expected }) => [input.text, expected]),
        )
      }),
      { numRuns: 150 },
    )
  })

  test.each(plainFormats)('%s keeps ids and groups too', async (format) => {
    await fc.assert(
      fc.asyncProperty(examples, async (rows) => {
        const facts = ({ id, input, expected, group }: Example): unknown[] => [
          id,
          input.text,
          expected,
          group,
        ]
        expect((await again(rows, format)).map(facts)).toEqual(rows.map(facts))
      }),
      // Parquet is read by a process of its own each time.
      { numRuns: format === 'parquet' ? 20 : 150 },
    )
  })
})

test('a CSV cell that begins like a formula is guarded, so that no spreadsheet runs it', async () => {
  const row: Example = {
    id: 'a',
    input: { text: '=HYPERLINK("http://x")' },
    expected: '+1',
    source: { file: '', line: 1 },
  }
  const csv = Buffer.from(await exportExamples([row], { format: 'csv' })).toString()
  expect(csv).toBe('id,input,output\r\na,"\'=HYPERLINK(""http://x"")",\'+1\r\n')
})

test('rows of the test set leave without their answers', async () => {
  const row: Example = { id: 'a', input: { text: 'b' }, expected: 'secret', source: { file: '', line: 1 } }
  const bytes = await exportExamples([row], { format: 'jsonl', isSealed: true })
  expect(Buffer.from(bytes).toString()).toBe('{"id":"a","input":"b"}\n')
})

test('the prompt is a system message where the format has one', async () => {
  const row: Example = { id: 'a', input: { text: 'b' }, expected: 'c', source: { file: '', line: 1 } }
  const bytes = await exportExamples([row], { format: 'openai-chat', system: 'Which desk?' })
  expect(JSON.parse(Buffer.from(bytes).toString())).toEqual({
    messages: [
      { role: 'system', content: 'Which desk?' },
      { role: 'user', content: 'b' },
      { role: 'assistant', content: 'c' },
    ],
  })
})
