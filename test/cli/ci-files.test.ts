import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reportSchema } from '../../src/contracts/report.ts'
import { crossover } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder } from './task-folder.ts'

const files = ['--junit', 'crossover.xml', '--summary', 'summary.md']
/** 24 rows that are all right show more than half; a few that are wrong show less. */
const regression = deskRows({ count: 8 }).map((row) => ({
  ...row,
  id: `r-${row.id}`,
  input: `${row.input} Bye.`,
}))
const wrong = regression.map((row) => ({ ...row, output: row.output === 'till' ? 'access' : 'till' }))

const parts = { files: { 'right.jsonl': jsonLines(regression), 'wrong.jsonl': jsonLines(wrong) } }

describe('files for a CI', () => {
  it('of a run: JUnit and Markdown say what --json says; Markdown goes behind what is there', async () => {
    const cwd = taskFolder()
    writeFileSync(join(cwd, 'summary.md'), 'from another step\n')
    writeFileSync(join(cwd, 'crossover.xml'), 'old')
    const result = await crossover(['run', '--no-llm', '--json', ...files], { cwd })
    const { verdict, candidates } = reportSchema.parse(JSON.parse(result.stdout))
    expect(result.exitCode).toBe(verdict.candidate === undefined ? 1 : 0)
    const summary = readFileSync(join(cwd, 'summary.md'), 'utf8')
    expect(summary.startsWith('from another step\n**')).toBe(true)
    for (const { name } of candidates) expect(summary).toContain(`| ${name} |`)
    const xml = readFileSync(join(cwd, 'crossover.xml'), 'utf8')
    const isGreen = /^<testsuites .* failures="0" errors="0" /mu.test(xml)
    expect(isGreen).toBe(result.exitCode === 0)
    expect(xml).toContain('<testsuite name="gates"')
  })

  it('of an evaluation follow its exit code, and the test set stays sealed', async () => {
    const cwd = taskFolder(parts)
    const evaluate = (file: string) =>
      crossover(['evaluate', '--method', 'baseline/ngram-linear', '--file', file, ...files], { cwd })
    expect((await evaluate('right.jsonl')).exitCode).toBe(0)
    expect(readFileSync(join(cwd, 'crossover.xml'), 'utf8')).toMatch(/^<testsuites .* failures="0"/mu)
    expect((await evaluate('wrong.jsonl')).exitCode).toBe(1)
    const xml = readFileSync(join(cwd, 'crossover.xml'), 'utf8')
    expect(xml).toMatch(/^<testsuites .* failures="1"/mu)
    expect(xml).toContain('The rows show that it is missed: measured')
    const titles = readFileSync(join(cwd, 'summary.md'), 'utf8').match(/^\*\*library-desk: .*$/gmu)
    expect(titles).toHaveLength(2)
    expect(existsSync(join(cwd, 'test-openings.jsonl'))).toBe(false)
  })

  it('that cannot be written are refused before anything is measured', async () => {
    const cwd = taskFolder()
    mkdirSync(join(cwd, 'folder'))
    const refused = (...args: string[]) => expectRefusal(['run', '--no-llm', ...args], { cwd })
    expect(await refused('--junit', 'none/crossover.xml')).toContain(
      '--junit none/crossover.xml: there is no folder',
    )
    expect(await refused('--summary', 'folder')).toContain('--summary folder is no file.')
    expect(await refused('--summary', '')).toContain('--summary names no file: its value is empty.')
    expect(existsSync(join(cwd, '.crossover'))).toBe(false)
  })
})
