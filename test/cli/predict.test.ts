import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { crossover } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder } from './task-folder.ts'

const answerSchema = z.strictObject({
  id: z.string(),
  output: z.enum(['loans', 'membership', 'rooms']),
  confidence: z.number(),
  alternatives: z.array(z.strictObject({ output: z.string(), probability: z.number() })),
  latencyMs: z.number(),
  candidate: z.literal('n-gram linear'),
  version: z.string().length(64),
})

describe('before the first run', () => {
  it('predict and report say what is missing, and make nothing up', async () => {
    const folder = taskFolder()
    const report = await expectRefusal(['report'], { cwd: folder })
    expect(report).toContain(`There is no report yet in ${join(folder, '.crossover', 'reports')}.`)
    const { exitCode, stdout, stderr } = await crossover(['predict', 'Is the hall free?'], { cwd: folder })
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain('There is no candidate to answer with: this task was not measured yet.')
    expect(stderr).toContain('crossover run measures the task.')
  })
})

describe('predict', () => {
  let folder = ''
  beforeAll(async () => {
    folder = taskFolder({ files: { 'new.jsonl': jsonLines(deskRows({ from: 18, count: 8 })) } })
    await crossover(['run', '--no-llm'], { cwd: folder })
  })

  it('answers one text and says that no verdict stands behind it', async () => {
    const { exitCode, stdout, stderr } = await crossover(['predict', 'May I book the hall?'], { cwd: folder })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^(loans|membership|rooms) {2}\(\d+ % sure, n-gram linear, \d+ ms\)\n$/)
    expect(stderr).toBe('No verdict stands behind this yet: n-gram linear only leads.\n')
  })

  it('answers every row of a file, one JSON object a line, under the ids of the rows', async () => {
    const { exitCode, stdout } = await crossover(['predict', '--file', 'new.jsonl'], { cwd: folder })
    expect(exitCode).toBe(0)
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => answerSchema.parse(JSON.parse(line)))
    expect(answers.map(({ id }) => id)).toEqual(deskRows({ from: 18, count: 8 }).map(({ id }) => id))
    const again = await crossover(['predict', deskRows({ from: 18, count: 1 })[0]?.input ?? '', '--json'], {
      cwd: folder,
    })
    expect(answerSchema.parse(JSON.parse(again.stdout)).output).toBe(answers[0]?.output)
  })

  it('needs only the input of a row', async () => {
    writeFileSync(join(folder, 'bare.csv'), 'input\nIs the hall free?\nMay I renew a film?\n')
    const { stdout } = await crossover(['predict', '--file', 'bare.csv'], { cwd: folder })
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => answerSchema.parse(JSON.parse(line)))
    expect(answers.map(({ id }) => id)).toEqual(['bare.csv:2', 'bare.csv:3'])
  })

  it('wants one text or one file', async () => {
    for (const args of [[], ['  '], ['a text', '--file', 'new.jsonl']])
      expect(await expectRefusal(['predict', ...args], { cwd: folder })).toContain('Give one text, or --file')
    expect(await expectRefusal(['predict', '--file', 'no.jsonl'], { cwd: folder })).toContain(
      'There is no file no.jsonl.',
    )
  })
})
