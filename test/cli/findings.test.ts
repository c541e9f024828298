import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataReportSchema, reportSchema, type Report } from '../../src/contracts/report.ts'
import { crossover, needsModels, testHome } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { deskRows, taskFolder, type FolderParts } from './task-folder.ts'

const strange = { id: 'strange', input: 'A fox is asleep in the yard.', output: 'animals' }

async function check(folder: string) {
  const { exitCode, stdout } = await crossover(['check', '--json'], { cwd: folder })
  const { findings } = dataReportSchema.parse(JSON.parse(stdout))
  return { exitCode, blockers: findings.filter(({ severity }) => severity === 'blocker') }
}

async function run(folder: string): Promise<{ exitCode: number | null; report: Report }> {
  const { exitCode, stdout } = await crossover(['run', '--no-llm', '--json'], { cwd: folder })
  return { exitCode, report: reportSchema.parse(JSON.parse(stdout)) }
}

describe('findings end with exit code 1, not with a crash', () => {
  it('one label only: nothing is measured, the test set stays sealed', async () => {
    const only = (rows: ReturnType<typeof deskRows>) => rows.filter(({ output }) => output === 'rooms')
    const folder = taskFolder({
      task: { methods: '' },
      train: only(deskRows({ count: 18 })),
      test: only(deskRows({ from: 18, count: 8 })),
    })
    const checked = await check(folder)
    expect(checked.exitCode).toBe(1)
    expect(checked.blockers.map((finding) => finding.check)).toEqual(['one-label'])
    const { exitCode, report } = await run(folder)
    expect(exitCode).toBe(1)
    expect(report.verdict).toMatchObject({
      choice: 'not-enough-evidence',
      because: [
        { text: 'Not settled: nothing was measured.' },
        { text: 'Every train row has the label "rooms". There is nothing to tell apart.' },
      ],
    })
    expect(report.verdict.labelMore).toBeUndefined()
    expect(report.candidates).toEqual([])
    expect(report.notMeasured.map(({ name }) => name)).toContain('baseline/majority')
    expect(existsSync(join(folder, 'test-openings.jsonl'))).toBe(false)
    const shown = await crossover(['run', '--no-llm'], { cwd: folder })
    expect(shown.exitCode).toBe(1)
    expect(shown.stdout).toContain('test set still sealed')
  })

  it('a label in test that neither train nor the task file has', async () => {
    const parts: FolderParts = { test: [...deskRows({ from: 18, count: 8 }), strange] }
    const checked = await check(taskFolder(parts))
    expect(checked.exitCode).toBe(1)
    expect(checked.blockers).toMatchObject([{ count: 1, rows: ['strange'] }])
    expect(checked.blockers[0]?.message).toContain(
      'has a label that neither train nor `labels:` has: animals',
    )
    const defined = { ...parts, task: { labels: 'labels: { animals: Whatever has four legs }' } }
    expect(await check(taskFolder(defined))).toMatchObject({ exitCode: 0, blockers: [] })
    const { exitCode, report } = await run(taskFolder(parts))
    expect(exitCode).toBe(1)
    expect(report.data.findings.map(({ severity }) => severity)).toContain('blocker')
    expect(report.verdict.choice).toBe('not-enough-evidence')
  })

  it('too few rows for any statement', async () => {
    const folder = taskFolder({ train: deskRows({ count: 3 }), test: deskRows({ from: 3, count: 1 }) })
    const checked = await check(folder)
    expect(checked.exitCode).toBe(1)
    // ⌈ln .05 / ln .5⌉ = 5 rows, all right, are the fewest that show 50 %.
    expect(checked.blockers[0]?.message).toBe(
      '3 test rows cannot show anything: even all right would not show 0.5. It takes 5.',
    )
    const { exitCode, report } = await run(folder)
    expect(exitCode).toBe(1)
    expect(report.verdict.choice).toBe('not-enough-evidence')
    expect(report.verdict.labelMore).toMatchObject({ rows: 2, total: 5, forClaim: 'shortfall' })
  })

  it('rows that are all twins of test rows: nothing is left to learn from', async () => {
    const test = deskRows({ from: 18, count: 8 })
    const train = test.map((row) => ({ ...row, id: `again-${row.id}`, input: row.input.toUpperCase() }))
    const folder = taskFolder({ task: { methods: '' }, train, test })
    const { exitCode, report } = await run(folder)
    expect(exitCode).toBe(1)
    expect(report.data.leakage.inputsExact).toBe(24)
    expect(report.verdict.choice).toBe('not-enough-evidence')
    expect(report.verdict.because[1]?.text).toBe(
      'Without the 24 rows that are twins of test rows, train or validation has no rows.',
    )
    expect(report.candidates).toEqual([])
  })

  it.skipIf(testHome === undefined)(`three rows, every fast method (${needsModels})`, async () => {
    const task = { data: 'data: { examples: train.jsonl }', methods: '' }
    const folder = taskFolder({ task, train: deskRows({ count: 1 }) })
    const { exitCode, report } = await run(folder)
    expect(exitCode).toBe(1)
    expect(report.verdict).toMatchObject({ choice: 'not-enough-evidence', labelMore: { rows: 4, total: 5 } })
    expect(report.notMeasured.find(({ name }) => name === 'tune/head')?.reason).toContain('one label only')
  })

  it('two rows cannot be split: one message', async () => {
    const task = { data: 'data: { examples: train.jsonl }' }
    const folder = taskFolder({ task, train: deskRows({ count: 1 }).slice(0, 2) })
    const message = await expectRefusal(['run', '--no-llm'], { cwd: folder })
    expect(message).toContain(
      'A validation set cannot be drawn from 1 row: there are too few different texts.',
    )
  })
})
