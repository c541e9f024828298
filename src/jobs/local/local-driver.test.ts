import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasEnded, type JobDriver, type JobStatus } from '../job-driver.ts'
import { isAlive, parseProcess } from './job-process.ts'
import { jobScript } from './job-script.ts'
import { localDriver } from './local-driver.ts'

const { signal } = new AbortController()
const sh = (script: string) => ['/bin/sh', '-c', script]

let folder: string
let driver: JobDriver
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossover-jobs-'))
  driver = localDriver({ folder, graceMs: 300 })
})
afterEach(async () => {
  for (const id of ['one', 'two']) await driver.cancel(id, signal)
  rmSync(folder, { recursive: true, force: true })
})

const submit = (script: string, id = 'one') => driver.submit({ id, command: sh(script), cwd: folder }, signal)
const processOf = (id = 'one') => {
  const found = parseProcess(readFileSync(join(folder, id, 'process'), 'utf8'))
  return found ?? expect.unreachable('the job has no process')
}
async function ended(id = 'one'): Promise<JobStatus> {
  for (;;) {
    const status = await driver.status(id, signal)
    if (status !== undefined && hasEnded(status)) return status
    await sleep(10)
  }
}

describe.skipIf(process.platform === 'win32')('a job of this machine', () => {
  it('runs in its folder, and leaves its exit code and what it printed', async () => {
    expect((await submit('pwd; echo to the log >&2')).id).toBe('one')
    expect(await ended()).toEqual({ id: 'one', state: 'succeeded', message: 'exit code 0' })
    expect((await driver.logs('one', 1, signal)).trim()).toBe('to the log')
    expect(await driver.logs('one', 9, signal)).toContain(folder)
  })

  it('that fails says its exit code', async () => {
    await submit('exit 3')
    expect(await ended()).toEqual({ id: 'one', state: 'failed', message: 'exit code 3' })
  })

  it('is not run twice, whoever submits it and however it ended', async () => {
    const script = `echo again >> ${folder}/count; sleep 0.1; exit 3`
    await Promise.all([
      submit(script),
      submit(script),
      localDriver({ folder }).submit({ id: 'one', command: sh(script), cwd: folder }, signal),
    ])
    await ended()
    expect((await submit(script)).state).toBe('failed')
    expect(readFileSync(join(folder, 'count'), 'utf8')).toBe('again\n')
  })

  it('takes its words as they are', async () => {
    const words = ['printf', '%s|', "it's", '$HOME', 'two words', '"']
    await driver.submit({ id: 'one', command: words, cwd: folder }, signal)
    await ended()
    expect(await driver.logs('one', 1, signal)).toBe(`it's|$HOME|two words|"|`)
  })

  it('outlives the process that submitted it, and is known to the next', async () => {
    const place = join(folder, 'one')
    // A process that begins a job as the driver does, and dies at once.
    const program = `
      const { mkdirSync, writeFileSync } = require('node:fs')
      mkdirSync(${JSON.stringify(place)})
      writeFileSync(${JSON.stringify(join(place, 'job'))}, '{}')
      const child = require('node:child_process').spawn('/bin/sh',
        ['-c', ${JSON.stringify(jobScript)}, 'job', ${JSON.stringify(place)}, 'sleep', '60'], { detached: true, stdio: 'ignore' })
      child.unref()
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200)`
    const submitter = spawn(process.execPath, ['-e', program], { stdio: 'ignore' })
    await once(submitter, 'exit')
    while ((await driver.status('one', signal))?.state === 'pending') await sleep(10)
    expect((await driver.status('one', signal))?.state).toBe('running')
    expect((await driver.cancel('one', signal))?.state).toBe('cancelled')
    expect(isAlive(processOf())).toBe(false)
  })

  it('is cancelled with all that it started, also what hears nothing', async () => {
    await submit(`trap '' TERM; sleep 60 & echo $! > ${folder}/child; echo x; wait; sleep 60`)
    while (!existsSync(join(folder, 'child'))) await sleep(10)
    const child = readFileSync(join(folder, 'child'), 'utf8').trim()
    expect(await driver.cancel('one', signal)).toEqual({
      id: 'one',
      state: 'cancelled',
      message: 'cancelled',
    })
    expect(isAlive(processOf())).toBe(false)
    const left = spawnSync('ps', ['-o', 'stat=', '-p', child])
    // What nobody has looked after yet (Z) does nothing any more.
    expect(left.stdout.toString().trim()).toMatch(/^Z|^$/u)
    expect((await submit('echo again')).state).toBe('cancelled')
  })

  it('may end by itself when it is cancelled', async () => {
    await submit(`trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.02; done`)
    while (!(await driver.logs('one', 1, signal)).includes('ready')) await sleep(10)
    await driver.cancel('one', signal)
    expect(await driver.logs('one', 1, signal)).toContain('bye')
  })

  it('that was killed from outside failed without a word', async () => {
    await submit('sleep 60')
    process.kill(-processOf().pid, 'SIGKILL')
    expect(await ended()).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/^it ended without/u),
    })
  })

  it('is not mistaken for another process that has its number', async () => {
    await submit('sleep 60')
    const { pid, boot } = processOf()
    expect((await driver.status('one', signal))?.state).toBe('running')
    writeFileSync(join(folder, 'one', 'process'), `${pid}\n${boot}\n12345\n`)
    expect((await driver.status('one', signal))?.state).toBe('failed')
    writeFileSync(join(folder, 'one', 'process'), `${pid}\nanother-boot\n12345\n`)
    expect((await driver.status('one', signal))?.state).toBe('failed')
    process.kill(-pid, 'SIGKILL')
  })

  it('that is not known is nothing, and an id that is a path is refused', async () => {
    expect(await driver.status('two', signal)).toBeUndefined()
    expect(await driver.cancel('two', signal)).toBeUndefined()
    expect(await driver.logs('two', 5, signal)).toBe('')
    await expect(submit('true', '../up')).rejects.toThrow(
      `A job's id is "../up". It may hold a to z, 0 to 9 and -, 64 characters at most.`,
    )
  })

  it('cannot start in a folder that is not there', async () => {
    const job = { id: 'one', command: sh('true'), cwd: join(folder, 'nowhere') }
    await expect(driver.submit(job, signal)).rejects.toThrow(
      /^Job one could not be started in .*nowhere[.]$/u,
    )
  })
})
