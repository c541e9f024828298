import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportSchema, type Report } from '../../src/contracts/report.ts'
import { openDatabase } from '../../src/store/sqlite.ts'
import {
  crossover,
  finished,
  freshHome,
  needsModels,
  startCrossover,
  temporaryFolder,
  testHome,
} from './crossover.ts'
import { deskRows, taskFolder } from './task-folder.ts'

/** 30 rows to learn from, a few of them validation; 9 of 12 test rows asked. A language model answers both and is timed. */
const makeTask = () =>
  taskFolder({
    task: {
      description: 'description: Who at the library answers this message?',
      methods: 'methods: [baseline/ngram-linear, tune/head, prompt/zero-shot]',
      evaluation: 'evaluation: { maxRows: 9, budgetMinutes: 0, concurrency: 2 }',
    },
    train: deskRows({ count: 10 }),
    test: deskRows({ from: 20, count: 4 }),
  })

describe.skipIf(testHome === undefined)(`a run that is interrupted (${needsModels})`, () => {
  let undisturbed: Report
  let answers = 0
  beforeAll(async () => {
    const folder = makeTask()
    undisturbed = await runToEnd(folder)
    answers = answersIn(folder).length
  })

  it('by kill -9 five times goes on where it was: the same report, no answered row asked again', async () => {
    const folder = makeTask()
    const isLocked = () => existsSync(join(folder, '.crossover', 'lock'))
    const has = (rows: number) => () => answersIn(folder).length >= rows
    const validationRows = undisturbed.data.rows.validation
    const moments = [
      isLocked,
      has(validationRows + 1),
      has(3 * validationRows + 2), // the majority, n-grams and the head are validated, the language model half so
      () => timedIn(folder) > 0, // its latency pass has begun
      has(answers - 4),
    ]
    let hosts = 0
    const kept: Answer[] = []
    for (const isDue of moments) {
      hosts += (await interrupt(folder, { isDue, signal: 'SIGKILL' })).children.length
      const now = answersIn(folder)
      expect(now).toEqual(expect.arrayContaining(kept))
      kept.splice(0, kept.length, ...now)
    }
    expect(hosts).toBeGreaterThanOrEqual(existsSync('/proc') ? 2 : 0)
    const report = await runToEnd(folder)
    expect(lasting(report)).toEqual(lasting(undisturbed))
    expect(answersIn(folder)).toHaveLength(answers)
    expect(answersIn(folder)).toEqual(expect.arrayContaining(kept))
    expect(openingsOf(folder)).toHaveLength(1)
    // Nothing is left to ask: no model is opened, so a cache that cannot be used does no harm. Only what an embedder says
    // of the data is missing then, and a finding says so.
    const again = await crossover(['run', '--json'], { cwd: folder, env: { CROSSOVER_HOME: noFolder() } })
    expect(again).toMatchObject({ exitCode: 1 })
    const { data, ...measured } = lasting(reportSchema.parse(JSON.parse(again.stdout)))
    const { data: _, ...expected } = lasting(undisturbed)
    expect(measured).toEqual(expected)
    expect(data.findings.map(({ check }) => check)).toContain('not-compared')
  }, 240_000)

  it('by Ctrl-C ends with 130 and no process left behind, and goes on to the same report', async () => {
    const folder = makeTask()
    const isDue = () => answersIn(folder).length >= 0.6 * answers
    const { exitCode, stdout, stderr } = await interrupt(folder, { isDue, signal: 'SIGINT' })
    expect([exitCode, stdout]).toEqual([130, ''])
    expect(stderr).toContain('Stopping: what was answered is kept.')
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(existsSync(join(folder, '.crossover', 'lock'))).toBe(false)
    expect(attemptsIn(folder)).toBe(0)
    expect(lasting(await runToEnd(folder))).toEqual(lasting(undisturbed))
  }, 120_000)
})

async function runToEnd(folder: string): Promise<Report> {
  const result = await crossover(['run', '--json'], { cwd: folder, env: { CROSSOVER_HOME: freshHome() } })
  expect(result).toMatchObject({ exitCode: 1 })
  return reportSchema.parse(JSON.parse(result.stdout))
}

/** Sends a signal once it is due, and waits until the program and its children are gone. */
async function interrupt(
  folder: string,
  { isDue, signal }: { isDue: () => boolean; signal: NodeJS.Signals },
) {
  const child = startCrossover(['run'], { cwd: folder, env: { CROSSOVER_HOME: freshHome() } })
  const end = finished(child)
  while (child.exitCode === null && !isDue()) await sleep(5)
  expect(child.exitCode, 'still running when interrupted').toBeNull()
  const children = childrenOf(child)
  child.kill(signal)
  const result = await end
  const deadline = performance.now() + 10_000
  while (children.some(isAlive) && performance.now() < deadline) await sleep(20)
  expect(children.filter(isAlive)).toEqual([])
  return { ...result, children }
}

/** Process ids of a process's children, where the system tells (Linux). */
function childrenOf({ pid = 0 }: ChildProcess): number[] {
  const path = `/proc/${pid}/task/${pid}/children`
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').split(' ').filter(Boolean).map(Number)
}

/** A dead child that nobody has waited for is dead. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    const stat = `/proc/${pid}/stat`
    return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'))
  } catch {
    return false
  }
}

interface Answer {
  version: string
  input_hash: string
  run_id: string
  json: string
}

function answersIn(folder: string): Answer[] {
  return query(folder, 'select version, input_hash, run_id, json from predictions') as Answer[]
}

function attemptsIn(folder: string): number {
  return query(folder, 'select 1 from attempts').length
}

function timedIn(folder: string): number {
  return query(folder, 'select 1 from latencies').length
}

function query(folder: string, sql: string): unknown[] {
  const path = join(folder, '.crossover', 'crossover.db')
  if (!existsSync(path)) return []
  const database = openDatabase(path)
  try {
    return database.prepare(sql).all()
  } catch (error) {
    // Between the file and its tables.
    if (error instanceof Error && error.message.includes('no such table')) return []
    throw error
  } finally {
    database.close()
  }
}

function openingsOf(folder: string): string[] {
  return readFileSync(join(folder, 'test-openings.jsonl'), 'utf8').trim().split('\n')
}

function noFolder(): string {
  const path = join(temporaryFolder(), 'home')
  writeFileSync(path, 'a file')
  return path
}

const measuredInSeconds = {
  fitSeconds: undefined,
  latencyMs: undefined,
  costPerQueryUsd: undefined,
  busyCostPerQueryUsd: undefined,
  costPerCorrectUsd: undefined,
  totalCostUsd: undefined,
} satisfies Partial<Record<keyof Report['candidates'][number], undefined>>

/** What of a report an interruption may not change: everything but measured times and what is derived from them. */
function lasting(report: Report) {
  const { candidates, verdict, data, examples, comparisons, provenance, notMeasured } = report
  return {
    candidates: candidates.map((candidate) => ({
      ...candidate,
      ...measuredInSeconds,
      meets: candidate.meets.map(({ criterion, result }) => [criterion, result]),
    })),
    verdict: { choice: verdict.choice, leading: verdict.leading, labelMore: verdict.labelMore },
    data: { ...data, testOpenings: 0 },
    examples,
    comparisons,
    notMeasured,
    fingerprints: provenance.data,
    opening: provenance.opening,
  }
}
