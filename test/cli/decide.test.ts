import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { reportSchema, verdictSchema } from '../../src/contracts/report.ts'
import { crossover } from './crossover.ts'
import { expectOneMessage } from './expect-refusal.ts'
import { deskRows, jsonLines, taskFolder } from './task-folder.ts'

const testRows = deskRows({ from: 18, count: 8 })
const answers = (usage: object) =>
  jsonLines(testRows.map(({ id, output }) => ({ id, output, latencyMs: 400, ...usage })))
/** 24 rows can show that a margin of .15 is kept and half of the answers are right. */
const success =
  'success: { quality: { metric: accuracy, atLeast: 0.5, notWorseBy: 0.15 }, latencyMs: { p50: 2000 } }'
const recorded =
  'recorded: [{ name: a-prompt, family: prompt, file: prompt.jsonl }, { name: a-tuned, family: tune, file: tuned.jsonl }]'
const printed = z.strictObject({ set: z.array(z.string()), before: verdictSchema, report: reportSchema })

describe('decide', () => {
  let folder = ''
  const files = () =>
    ['.crossover/reports/latest.json', 'test-openings.jsonl', '.crossover/reports/latest-decision.json'].map(
      (path) => readFileSync(join(folder, path), 'utf8'),
    )
  const decide = (...flags: string[]) => crossover(['decide', ...flags], { cwd: folder })
  const decided = async (...flags: string[]) => {
    const { exitCode, stdout, stderr } = await decide(...flags, '--json')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    return printed.parse(JSON.parse(stdout))
  }

  beforeAll(async () => {
    folder = taskFolder({
      task: {
        methods: 'methods: [baseline/majority]',
        success,
        recorded,
        prices:
          "prices: { 'recorded:a-prompt': { inputPerMillionUsd: 1, outputPerMillionUsd: 1 }, 'recorded:a-tuned': { inputPerMillionUsd: 3, outputPerMillionUsd: 3 } }",
      },
      files: {
        'prompt.jsonl': answers({ inputTokens: 1000, outputTokens: 10 }),
        'tuned.jsonl': answers({ inputTokens: 1000, outputTokens: 10 }),
      },
    })
    await crossover(['run', '--no-llm'], { cwd: folder })
  })

  it('gives the verdict of the run where nothing was changed', async () => {
    const { report, before, set } = await decided()
    expect(set).toEqual([])
    expect(report.verdict).toEqual(before)
    expect(before.candidate).toBe('a-prompt')
    expect(report).toEqual(reportSchema.parse(JSON.parse(files()[0] ?? '')))
  })

  it('changes the choice with a price, and writes and opens nothing', async () => {
    const was = files()
    const dear = 'prices.recorded:a-prompt={ inputPerMillionUsd: 9, outputPerMillionUsd: 9 }'
    const busy = 'volume.perMonth=1000000'
    const { report, before } = await decided('--set', dear, '--set', busy)
    expect(before.candidate).toBe('a-prompt')
    expect(report.verdict).toMatchObject({ choice: 'tune', candidate: 'a-tuned' })
    // 1,010 tokens at 9 USD a million.
    const prompt = report.candidates.find(({ name }) => name === 'a-prompt')
    expect(prompt?.costPerQueryUsd?.value).toBeCloseTo(0.00909, 6)
    expect(files()).toEqual(was)
    const { stdout } = await decide('--set', dear, '--set', busy)
    expect(stdout).toContain('The verdict changes. Before: Use a prompt: a-prompt')
    expect(stdout).toContain('the test set was not opened')
  })

  it('moves totals with the volume, and criteria with their limits', async () => {
    const { report, before } = await decided('--set', 'volume.perMonth=50000')
    const total = (of: typeof report) => of.candidates.find(({ name }) => name === 'a-prompt')?.totalCostUsd
    const old = reportSchema.parse(JSON.parse(files()[0] ?? ''))
    // 480,000 more queries of 1,010 tokens at 1 USD a million, whatever labour comes to.
    expect((total(report) ?? 0) - (total(old) ?? 0)).toBeGreaterThan(400)
    expect((total(report) ?? 0) - (total(old) ?? 0)).toBeLessThan(560)
    expect(before.exploratory).toBeUndefined()
    const strict = await decide('--set', 'success.costPerQueryUsd=0.0001', '--json')
    expect(strict.exitCode).toBe(1)
    expect(printed.parse(JSON.parse(strict.stdout)).report.verdict.choice).toBe('none')
  })

  it('calls a verdict exploratory whose target was moved after the rows had been read', async () => {
    const { report } = await decided('--set', 'success.quality.atLeast=0.6')
    expect(report.verdict.exploratory).toBe(
      'the target or the margin was changed after these rows had been read',
    )
  })

  it.each([
    { set: 'methods=[tune]', says: '--set methods: only what no answer depends on can be set.' },
    { set: 'volume.perMonth=-5', says: 'volume.perMonth' },
    { set: 'volume.perMonths=5', says: 'Did you mean volume.perMonth?' },
  ])('--set $set is one message', async ({ set, says }) => {
    const result = await decide('--set', set)
    expectOneMessage(result)
    expect(result.stderr).toContain(says)
  })

  it('shows test rows on demand, and then calls what is fitted later exploratory', async () => {
    const shown = await crossover(['report', '--open-test', '--json'], { cwd: folder })
    expect(shown.exitCode).toBe(0)
    expect(shown.stderr).toContain('count as seen from now on')
    const rows = z
      .array(z.looseObject({ expected: z.string(), answers: z.array(z.looseObject({ score: z.number() })) }))
      .parse(JSON.parse(shown.stdout))
    expect(rows).toHaveLength(24)
    expect(rows[0]?.answers.map(({ score }) => score)).toEqual([1, 1])
    const lines = (files()[1] ?? '').trim().split('\n')
    expect(
      lines.map((line) => z.looseObject({ purpose: z.string() }).parse(JSON.parse(line)).purpose),
    ).toEqual(['verdict', 'seen'])
    const text = await crossover(['report', '--open-test'], { cwd: folder })
    expect(text.stdout).toContain('a-prompt (1): loans')
    // The same candidates met the rows before anybody saw them.
    const again = await crossover(['run', '--no-llm', '--json'], { cwd: folder })
    expect(reportSchema.parse(JSON.parse(again.stdout)).verdict.exploratory).toBeUndefined()
    writeFileSync(join(folder, 'tuned.jsonl'), answers({ inputTokens: 900, outputTokens: 10 }))
    const later = await crossover(['run', '--no-llm', '--json'], { cwd: folder })
    expect(reportSchema.parse(JSON.parse(later.stdout)).verdict.exploratory).toContain(
      'rows of this test set were shown before',
    )
  })

  it('needs a verdict, and the rows it was made on', async () => {
    const fresh = await crossover(['decide'], { cwd: taskFolder() })
    expectOneMessage(fresh)
    expect(fresh.stderr).toContain('There is no verdict on test rows to decide again.')
    const path = join(folder, 'test.jsonl')
    const rows = readFileSync(path, 'utf8')
    writeFileSync(path, rows.slice(rows.indexOf('\n') + 1))
    const changed = await decide()
    writeFileSync(path, rows)
    expectOneMessage(changed)
    expect(changed.stderr).toContain('The test rows are not those of the latest verdict.')
  })
})
