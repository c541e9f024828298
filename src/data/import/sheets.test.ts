import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { importExamples } from './import-examples.ts'
import { readExamplesWithFacts } from './read-examples.ts'
import { readProduction } from './read-production.ts'

const fixtures = fileURLToPath(new URL('../../../test/fixtures/import/', import.meta.url))
const workbook = join(fixtures, 'sheets.xlsx')
const fields = { input: 'message', expected: 'desk' }

describe('sheets of a workbook', () => {
  test('the named sheet is read, and the facts say which one and which not', async () => {
    const { rows, facts } = await readExamplesWithFacts({ path: workbook, fields, sheet: 'Desk' })
    expect(rows).toHaveLength(4)
    expect(facts.container).toBe('XLSX, sheet "Desk" (not "Read me & more")')
  })

  test('without a name it is the first, and a row that does not fit says so', async () => {
    await expect(readExamplesWithFacts({ path: workbook, fields })).rejects.toThrow(
      'sheets.xlsx row 2 has no field "desk". It has about.',
    )
  })

  test('a name that is not there: the names that are', async () => {
    await expect(importExamples({ paths: [workbook], sheet: 'desk' })).rejects.toThrow(
      'sheets.xlsx has no sheet "desk". Its sheets are "Read me & more", "Desk".',
    )
  })

  test('a name for a file without sheets is a mistake', async () => {
    await expect(importExamples({ paths: [join(fixtures, 'promptfoo.csv')], sheet: 'Desk' })).rejects.toThrow(
      'CSV has no sheets, so none can be named.',
    )
  })
})

describe('a format that was named', () => {
  async function fileOf(lines: object[]): Promise<string> {
    const path = join(await mkdtemp(join(tmpdir(), 'named-')), 'rows.jsonl')
    await writeFile(path, lines.map((line) => JSON.stringify(line)).join('\n'))
    return path
  }

  test('overrides what the rows look like', async () => {
    const path = await fileOf([{ instruction: 'Which desk?', input: 'the door', output: 'access' }])
    const plain = { input: 'input', expected: 'output' }
    const guessed = await readExamplesWithFacts({ path, fields: plain })
    expect(guessed.rows[0]?.input.text).toBe('Which desk?\nthe door')
    const named = await readExamplesWithFacts({ path, fields: plain, format: 'plain' })
    expect(named.rows[0]?.input.text).toBe('the door')
    expect(named.facts.format).toBe('plain rows')
  })

  test('real inputs are read out of chats too; plain ones keep an answer they have', async () => {
    const chats = await fileOf([{ messages: [{ role: 'user', content: 'the door' }] }])
    expect((await readProduction(chats, { fields })).map(({ input }) => input.text)).toEqual(['the door'])
    const path = await fileOf([{ message: 'the door', desk: 'access' }, { message: 'the hall' }])
    const rows = await readProduction(path, { fields })
    expect(rows.map(({ input, expected }) => [input.text, expected])).toEqual([
      ['the door', 'access'],
      ['the hall', undefined],
    ])
  })
})
