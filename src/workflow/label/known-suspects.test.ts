import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tuneReport } from '../../../test/fixtures/report/all.ts'
import { keepCheck } from '../kept-check.ts'
import { knownSuspects } from './known-suspects.ts'

const row = (id: string, expected: string) => ({
  id,
  input: { text: id },
  expected,
  source: { file: 'f', line: 1 },
})
const suspect = (id: string, margin: number) => ({
  id,
  label: 'a',
  suggested: 'b',
  margin,
  isConfident: true,
})

test('suspects of a kept check are taken where the row still has the doubted label', async () => {
  const task = { folder: await mkdtemp(join(tmpdir(), 'suspects-')) }
  const rows = [row('r1', 'a'), row('r2', 'b'), row('r3', 'a')]
  expect(await knownSuspects(task, rows)).toBeUndefined()
  const labelSuspects = [suspect('r1', 0.8), suspect('r2', 0.7), suspect('r9', 0.6)]
  await keepCheck(task, { ...tuneReport.data, labelSuspects }, () => new Date('2026-03-01T10:20:30Z'))
  expect(await knownSuspects(task, rows)).toEqual({
    suspects: [{ rowId: 'r1', score: 0.8, suggested: 'b' }],
    from: 'crossover check --deep of 2026-03-01 10:20 UTC',
  })
  expect(await knownSuspects(task, [row('r1', 'b')])).toBeUndefined()
})
