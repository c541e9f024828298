import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../errors.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

let parent = ''
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'crossover-temporary-'))
})
afterEach(() => rm(parent, { recursive: true, force: true }))

describe('withTemporaryFolder', () => {
  it('removes the folder whether the work succeeds or fails', async () => {
    let seen = ''
    const result = await withTemporaryFolder(parent, async (folder) => {
      seen = folder
      await writeFile(join(folder, 'file'), 'text')
      return existsSync(folder)
    })
    expect(result).toBe(true)
    expect(existsSync(seen)).toBe(false)
    await expect(withTemporaryFolder(parent, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await readdir(parent)).toEqual([])
  })

  it('clears away what a killed process left more than a day ago, and nothing else', async () => {
    for (const name of ['.part-old', '.part-new', 'kept']) await mkdir(join(parent, name))
    const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000)
    for (const name of ['.part-old', 'kept']) await utimes(join(parent, name), twoDaysAgo, twoDaysAgo)
    await withTemporaryFolder(parent, () => Promise.resolve())
    expect((await readdir(parent)).toSorted()).toEqual(['.part-new', 'kept'])
  })

  it('says how to move the cache when it cannot be written', async () => {
    await writeFile(join(parent, 'file'), '')
    const work = withTemporaryFolder(join(parent, 'file', 'models'), () => Promise.resolve())
    await expect(work).rejects.toBeInstanceOf(StoreError)
    await expect(work).rejects.toMatchObject({ hint: 'Set CROSSOVER_HOME to a folder that can be written.' })
  })
})
