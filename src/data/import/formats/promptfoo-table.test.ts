import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { importExamples } from '../import-examples.ts'
import { numberRepeats } from './promptfoo-table.ts'

const fixtures = fileURLToPath(new URL('../../../../test/fixtures/import/', import.meta.url))
const door = 'My key card stopped working at the east door'
const projector = 'The projector in room 4 shows a green picture'
const chairs = 'Please add two chairs to the booking on Friday'

async function imported(name: string) {
  const opened = await importExamples({ paths: [join(fixtures, name)] })
  const pairs: unknown[] = []
  for await (const { input, output } of opened.rows) pairs.push([input, output])
  return { ...opened, pairs, reasons: opened.dropped().map(({ why, lines }) => [why, lines]) }
}

describe('promptfoo results in other files than JSON', () => {
  test('a table: a variable that equals the outputs that passed is the answer, of failed rows too', async () => {
    const { format, mapping, pairs } = await imported('promptfoo.csv')
    expect(format).toBe('promptfoo')
    expect(mapping[1]).toBe('the answer is the variable "desk": it equals the outputs that passed')
    expect(pairs).toEqual([
      [door, 'access'],
      [projector, 'equipment'],
      [chairs, 'booking'],
    ])
  })

  test('a table of before 2025: text, verdict and reason stand in one cell', async () => {
    const { pairs, reasons } = await imported('promptfoo-old.csv')
    expect(pairs).toEqual([
      [door, 'access'],
      [chairs, 'booking'],
    ])
    expect(reasons).toEqual([['no output passed, and the table does not hold the right answer', [7]]])
  })

  test('YAML: the same document, aliases resolved', async () => {
    const { container, format, pairs } = await imported('promptfoo.yaml')
    expect([container, format]).toEqual(['a YAML document', 'promptfoo'])
    expect(pairs).toEqual([
      [door, 'access'],
      [projector, 'equipment'],
    ])
  })

  test('malformed ones are one message', async () => {
    await expect(imported('promptfoo-bad.csv')).rejects.toThrow(
      'promptfoo-bad.csv (promptfoo results) has no row that can be an example. Left out: no output passed, and the table does not hold the right answer (2).',
    )
    await expect(imported('promptfoo-bad.yaml')).rejects.toThrow(
      'promptfoo-bad.yaml line 4 is not YAML: Flow map in block collection must be sufficiently indented and end with a }.',
    )
  })

  test('only its own header may repeat names', () => {
    expect(numberRepeats(['a', 'a'])).toEqual(['a', 'a'])
    const columns = ['Status', 'Score', 'Named Scores', 'Grader Reason']
    expect(numberRepeats(['m', ...columns, ...columns]).slice(5)).toEqual([
      'Status 2',
      'Score 2',
      'Named Scores 2',
      'Grader Reason 2',
    ])
  })
})
