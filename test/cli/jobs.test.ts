import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { localDriver } from '../../src/jobs/local/local-driver.ts'
import { crossover } from './crossover.ts'
import { expectRefusal } from './expect-refusal.ts'
import { taskFolder } from './task-folder.ts'

const { signal } = new AbortController()
const id = 'crossover-0123456789abcdef01234567'
let folder = ''

/** A task with a job that was begun as a run begins it. */
async function withJob(script: string): Promise<void> {
  folder = taskFolder({ task: { tuning: 'tuning: { where: local }' } })
  const state = join(folder, '.crossover')
  mkdirSync(state)
  writeFileSync(join(state, 'jobs.jsonl'), `{"id":"${id}"}\n{"id":"crossover-gone"}\n{"id":"crosso`)
  const driver = localDriver({ folder: join(state, 'jobs') })
  await driver.submit({ id, command: ['/bin/sh', '-c', script], cwd: folder }, signal)
}

async function done(args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await crossover(['jobs', ...args], { cwd: folder })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

afterEach(async () => {
  if (folder !== '') await localDriver({ folder: join(folder, '.crossover', 'jobs') }).cancel(id, signal)
  folder = ''
})

describe.skipIf(process.platform === 'win32')('a job that outlives the run', () => {
  it('is listed, read and ended by another process', async () => {
    await withJob('echo one; echo two; exec sleep 600')
    expect(await done(['list'])).toMatch(new RegExp(`^${id}  running    process \\d+\\n$`, 'u'))
    expect(await done(['logs', id, '--lines', '1'])).toBe('two\n')
    expect(await done(['cancel', id])).toBe(`${id}  cancelled  cancelled\n`)
    expect(JSON.parse(await done(['list', '--json']))).toEqual([
      { id, state: 'cancelled', message: 'cancelled' },
    ])
  })

  it('that is not known is refused by name', async () => {
    await withJob('true')
    for (const verb of ['logs', 'cancel'])
      expect(await expectRefusal(['jobs', verb, 'crossover-gone'], { cwd: folder })).toContain(
        'There is no job crossover-gone on this machine.',
      )
  })
})

describe('jobs', () => {
  it('are none where training is part of the run', async () => {
    const cwd = taskFolder()
    expect(await expectRefusal(['jobs', 'list'], { cwd })).toContain(
      'training is part of the run (tuning.where: run), and has no jobs.',
    )
  })

  it('are none before the first', async () => {
    const cwd = taskFolder({ task: { tuning: 'tuning: { where: local }' } })
    expect((await crossover(['jobs', 'list'], { cwd })).stdout).toBe('No jobs yet.\n')
  })

  it.each([
    ['run', '--no-llm', '--yes'],
    ['jobs', 'list'],
  ])('on another machine need a token before anything else: %s', async (...args) => {
    const ray = 'ray: { address: "http://10.0.0.5:8265", artifacts: shared }'
    const cwd = taskFolder({ task: { tuning: `tuning: { where: ray, ${ray} }` } })
    const refusal = await expectRefusal(args, { cwd, env: { RAY_AUTH_TOKEN: undefined } })
    expect(refusal).toContain(
      'tuning.ray.address is http://10.0.0.5:8265, another machine, and RAY_AUTH_TOKEN is not set.',
    )
  })
})
