import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DataReport } from '../contracts/report.ts'
import type { TaskFile } from '../contracts/task.ts'
import { loadSplit } from '../data/split/load-split.ts'
import { taskOf } from './assess.fixture.ts'
import { assessData } from './assess-data.ts'

const folder = process.env['CROSSOVER_DATA'] ?? '../shared/data'

async function check(name: string, kind: TaskFile['kind']): Promise<DataReport> {
  const task = { ...taskOf(kind), folder: join(folder, name) }
  task.data = { ...task.data, train: 'train.jsonl', test: 'test.jsonl' }
  return assessData({ task, split: await loadSplit(task), openings: 0 })
}

function found({ findings }: DataReport, check_: string) {
  return findings.find((one) => one.check === check_)
}

describe.skipIf(!existsSync(folder))(
  'public sets (skipped without the data folder CROSSOVER_DATA names)',
  () => {
    test('leak_hotel: 968 exact, 981 near, 354 pairs, 614 with another answer: blocker', async () => {
      const report = await check('leak_hotel', 'generation')
      expect(report.leakage).toEqual({
        inputsExact: 968,
        inputsNear: 981,
        pairsExact: 354,
        inputsExactOtherOutput: 614,
      })
      expect(found(report, 'exact-leakage')?.severity).toBe('blocker')
    })
    test('banking77: 25 exact with the same label, 151 near, 31 repeats', async () => {
      const report = await check('banking77', 'classification')
      expect(report.leakage).toMatchObject({ inputsExact: 25, inputsNear: 151, inputsExactOtherOutput: 0 })
      expect(report.duplicates.exact).toBe(31)
      expect(found(report, 'exact-leakage')?.severity).toBe('warning')
      expect(report.findings.some((one) => one.check.startsWith('personal-data'))).toBe(false)
    })
    test('cuad_clauses: no leak, 50 rows too few to tune, resolution stated', async () => {
      const report = await check('cuad_clauses', 'extraction')
      expect(report.leakage).toMatchObject({ inputsExact: 0, inputsNear: 0 })
      expect(found(report, 'few-train-rows')?.message).toMatch(/^50 rows are too few to tune/u)
      expect(found(report, 'resolution')?.message).toMatch(
        /^200 test rows can tell apart .* 5\.6 points of f1/u,
      )
    })
    test('retail500: no leak; luma: one near row', async () => {
      expect((await check('retail500', 'generation')).leakage).toMatchObject({
        inputsExact: 0,
        inputsNear: 0,
      })
      expect((await check('luma', 'generation')).leakage).toMatchObject({ inputsExact: 0, inputsNear: 1 })
    })
  },
)
