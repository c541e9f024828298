import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataReportSchema, reportSchema } from '../../src/contracts/report.ts'
import { crossover, needsModels, temporaryFolder, testHome } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines } from './task-folder.ts'

const rows = deskRows({ count: 26 })

describe('init', () => {
  it.skipIf(testHome === undefined)(
    `takes a CSV file to a report in two commands (${needsModels})`,
    async () => {
      const folder = temporaryFolder()
      writeFileSync(join(folder, 'desk.csv'), csv())
      const made = await crossover(['init', 'desk.csv', '--yes', '--target', '0.8'], { cwd: folder })
      expect(made).toMatchObject({ exitCode: 0 })
      expect(made.stdout).toBe(`${join(folder, 'task.yaml')}\nNext: crossover check, then crossover run\n`)
      expect(readFileSync(join(folder, 'task.yaml'), 'utf8')).toContain(
        '  fields: { input: message, expected: desk, id: ticket_id }',
      )
      const checked = await crossover(['check', '--json'], { cwd: folder })
      expect(checked).toMatchObject({ exitCode: 0 })
      expect(
        dataReportSchema
          .parse(JSON.parse(checked.stdout))
          .labels.map(({ label }) => label)
          .toSorted(),
      ).toEqual(['loans', 'membership', 'rooms'])
      const run = await crossover(['run', '--no-llm', '--json'], { cwd: folder })
      expect(run).toMatchObject({ exitCode: 1 })
      const report = reportSchema.parse(JSON.parse(run.stdout))
      expect(report.candidates.map(({ kind }) => kind).toSorted()).toEqual([
        'baseline/majority',
        'baseline/nearest-neighbour',
        'baseline/ngram-linear',
        'tune/head',
      ])
      expect(existsSync(join(folder, '.crossover', 'reports', 'latest.html'))).toBe(true)
    },
  )

  it('reads JSON lines and a test file of its own, and takes names that were given', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', 'train.jsonl'), jsonLines(rows.slice(0, 60)))
    writeFileSync(join(folder, 'data', 'test.jsonl'), jsonLines(rows.slice(60)))
    const args = ['init', 'data/train.jsonl', '--test', 'data/test.jsonl', '--yes', '--target', '0.7']
    const made = await crossover([...args, '--input', 'input', '--expected', 'output'], { cwd: folder })
    expect(made).toMatchObject({ exitCode: 0 })
    const text = readFileSync(join(folder, 'task.yaml'), 'utf8')
    expect(text).toContain('  train: data/train.jsonl\n  test: data/test.jsonl')
    expect(text).toContain('atLeast: 0.7')
    const checked = await crossover(['check', '--json'], { cwd: folder })
    expect(dataReportSchema.parse(JSON.parse(checked.stdout)).rows.test).toBe(18)
  })

  it('never replaces a task file unless told to', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'desk.csv'), csv())
    writeFileSync(join(folder, 'task.yaml'), 'name: mine\n')
    const message = await expectRefusal(['init', 'desk.csv', '--yes'], { cwd: folder })
    expect(message).toContain(`${join(folder, 'task.yaml')} exists already.`)
    expect(message).toContain('--force')
    expect((await crossover(['init', 'desk.csv', '--yes', '--force'], { cwd: folder })).exitCode).toBe(0)
    expect(readFileSync(join(folder, 'task.yaml'), 'utf8')).toContain('name: desk')
  })

  it('refuses files it cannot read, and columns that are not there', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'desk.csv'), csv())
    writeFileSync(join(folder, 'empty.csv'), '')
    const refusal = (...args: string[]) => expectRefusal(['init', ...args, '--yes'], { cwd: folder })
    expect(await refusal('nowhere.csv')).toContain('There is no file nowhere.csv.')
    expect(await refusal('empty.csv')).toContain('empty.csv is empty.')
    expect(await refusal('.')).toContain('is a folder. Name a file in it.')
    expect(await refusal('desk.csv', '--input', 'mesage')).toContain(
      'There is no column "mesage". The columns are ticket_id, message, desk.',
    )
  })
})

function csv(): string {
  const lines = rows.map(({ id, input, output }) => `${id},"${input.replaceAll('"', '""')}",${output}`)
  return ['ticket_id,message,desk', ...lines, ''].join('\n')
}
