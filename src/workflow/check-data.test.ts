import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DataReport } from '../contracts/report.ts'
import { createModelPool } from '../models/pool.ts'
import { checkData } from './check-data.ts'
import { loadTask } from './load-task.ts'

const data = process.env['CROSSOVER_DATA'] ?? ''
const home = process.env['CROSSOVER_TEST_HOME'] ?? ''
const canRun =
  existsSync(join(data, 'clinc_drift')) && existsSync(join(data, 'projects_dated')) && home !== ''

async function check(set: string, fields: object): Promise<DataReport> {
  const folder = await mkdtemp(join(tmpdir(), 'check-'))
  const file = (part: string): string => join(data, set, `${part}.jsonl`)
  const task = {
    name: 'public-set',
    kind: 'classification',
    data: { train: file('train'), test: file('test'), production: file('stream'), fields },
    success: { quality: { metric: 'accuracy', atLeast: 0.8 } },
  }
  await writeFile(join(folder, 'task.yaml'), JSON.stringify(task))
  const pool = createModelPool({ home })
  try {
    const openEmbedder = () => pool.embedder('local:minilm-l6')
    return await checkData(await loadTask(folder), { openEmbedder })
  } finally {
    await pool.close()
  }
}

// Minutes where thousands of texts are embedded for the first time.
describe.skipIf(!canRun)('public sets (CROSSOVER_DATA, an embedder)', { timeout: 300_000 }, () => {
  test('clinc_drift: quiet on windows 0 and 1, different by window 3 at the latest, strangers shown', async () => {
    const { change, findings } = await check('clinc_drift', {})
    const results = change?.periods.map(({ input }) => input.result) ?? []
    expect(results.slice(0, 2)).toEqual(['alike', 'alike'])
    expect(results.slice(3)).toEqual(['different', 'different', 'different'])
    expect(findings.map(({ check: name }) => name)).toEqual(
      expect.arrayContaining(['input-shift', 'missing-regions']),
    )
    // The first 300 rows of the stream are like train: what is shown as strange comes after them.
    const lines =
      change?.regions.flatMap(({ examples }) => examples.map(({ id }) => Number(id.split(':')[1]))) ?? []
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.filter((line) => line > 300).length / lines.length).toBeGreaterThan(0.9)
  })

  test('projects_dated: the mix of sections changes in summer, and accuracy at one mix does not', async () => {
    const { change, findings } = await check('projects_dated', { time: 'meta.created' })
    const mixes = change?.periods.map(({ name, mix }) => [name, mix?.result])
    expect(mixes?.slice(0, 3)).toEqual([
      ['2020-06', 'same'],
      ['2020-07', 'changed'],
      ['2020-08', 'changed'],
    ])
    expect(change?.decay?.result).toBe('no-decay-seen')
    expect(findings.find(({ check: name }) => name === 'mix-change')?.message).toContain(
      'not a loss of accuracy',
    )
  })
})
