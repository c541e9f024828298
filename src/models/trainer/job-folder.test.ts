import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { jobFolder, removeJobFolder } from './job-folder.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossover-job-folder-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a folder goes with all that is in it, and its neighbours stay', async () => {
  const own = await jobFolder(folder, 'one')
  await writeFile(join(own, 'epoch-1'), 'weights')
  await jobFolder(folder, 'two')
  await removeJobFolder(folder, 'one')
  await removeJobFolder(folder, 'never-made')
  expect(existsSync(own)).toBe(false)
  expect(existsSync(join(folder, 'two'))).toBe(true)
})

test.each(['..', '', 'a/b', '.'])('the key %j names no folder, to make or to remove', async (key) => {
  const message = `A job's key is ${JSON.stringify(key)}. It may hold a to z, 0 to 9 and -, 64 at most.`
  await expect(jobFolder(folder, key)).rejects.toThrow(message)
  await expect(removeJobFolder(folder, key)).rejects.toThrow(message)
})
