import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  startFakeVendor,
  succeeded,
  type FakeVendor,
} from '../../src/models/http/tuning/fake-vendor.fixture.ts'
import { reportSchema, type Report } from '../../src/contracts/report.ts'
import { crossover } from './crossover.ts'
import { deskRows, taskFolder, type FolderParts } from './task-folder.ts'

const desks = new Map(deskRows({ count: 26 }).map(({ input, output }) => [input.trim(), output]))

let vendor: FakeVendor
beforeEach(async () => {
  vendor = await startFakeVendor({ answer: (_, message) => desks.get(message) ?? '' })
})
afterEach(() => vendor.close())

function folderWith(parts: FolderParts = {}): string {
  const task = {
    methods: 'methods: [baseline/ngram-linear, tune/hosted]',
    providers: `providers: { lab: { baseUrl: '${vendor.server.url}/v1', keyEnv: LAB_KEY } }`,
    tuning:
      'tuning: { budgetMinutes: 0.001, hosted: [{ provider: lab, base: tiny, trainingPerMillionUsd: 3 }] }',
    prices: "prices: { 'lab:ft:tiny:lab:desks:abc': { inputPerMillionUsd: 1, outputPerMillionUsd: 1 } }",
  }
  return taskFolder({ ...parts, task })
}

async function run(cwd: string, ...flags: string[]): Promise<{ report: Report; stderr: string }> {
  const env = { LAB_KEY: 'sk-lab-0123456789' }
  const { stdout, stderr } = await crossover(['run', '--json', '--exit-zero', ...flags], { cwd, env })
  expect(stdout + stderr).not.toContain(env.LAB_KEY)
  return { report: reportSchema.parse(JSON.parse(stdout)), stderr }
}

describe('training at a vendor', () => {
  it('is not begun without --allow-upload, whatever --yes says; what it would be is said', async () => {
    const { report, stderr } = await run(folderWith(), '--yes')
    expect(report.notMeasured).toContainEqual({
      name: 'tune/hosted',
      reason: '54 rows would be uploaded to lab, and nobody agreed',
      command: 'crossover run --allow-upload',
    })
    expect(stderr).toMatch(
      /Training tiny at lab uploads \d+ training and \d+ validation rows with their answers/u,
    )
    expect(vendor.server.calls).toHaveLength(0)
  })

  it('goes on over two runs, and competes with everything else', async () => {
    const cwd = folderWith()
    vendor.play({ looks: [{ status: 'running' }] })
    const first = await run(cwd, '--allow-upload')
    expect(first.report.notMeasured).toContainEqual({
      name: 'tune/hosted',
      reason: 'job ftjob-1 is still running: run again in 1 min',
      command: 'crossover run',
    })
    vendor.play({ looks: [succeeded], answer: (_, message) => desks.get(message) ?? '' })
    const second = await run(cwd)
    expect(vendor.created).toHaveLength(1)
    const tuned = second.report.candidates.find(({ kind }) => kind === 'tune/hosted')
    expect(tuned).toMatchObject({ name: 'hosted tiny', finalist: true, quality: { value: 1 } })
    expect(tuned?.costPerQueryUsd?.value).toBeCloseTo(11e-6, 9)
  })

  it('is not begun while the data check has a blocker', async () => {
    const test = [
      ...deskRows({ from: 18, count: 8 }),
      { id: 'odd', input: 'Where is the zebra?', output: 'zoo' },
    ]
    const { report } = await run(folderWith({ test }), '--allow-upload')
    const reason = report.notMeasured.find(({ name }) => name === 'tune/hosted')?.reason
    expect(reason).toMatch(/^nothing is uploaded while the data check has a blocker: /u)
    expect(vendor.server.calls).toHaveLength(0)
  })
})
