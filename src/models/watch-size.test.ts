import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withTemporaryFolder } from './temporary-folder.ts'
import { folderSize, watchSize } from './watch-size.ts'

describe('watchSize', () => {
  it('reports bytes from nothing to all while the folder fills', () =>
    withTemporaryFolder(tmpdir(), async (folder) => {
      const seen: number[] = []
      const progress = (event: { done: number; total: number }) => void seen.push(event.done)
      const watch = { folder, label: 'download', totalBytes: 100, progress, everyMs: 5 }
      const result = await watchSize(watch, async () => {
        await mkdir(join(folder, 'deep'))
        await writeFile(join(folder, 'deep', 'part'), Buffer.alloc(40))
        while (!seen.includes(40)) await new Promise((resolve) => setTimeout(resolve, 5))
        return 'done'
      })
      expect(result).toBe('done')
      expect([seen[0], seen.at(-1)]).toEqual([0, 100])
    }))
})

describe('folderSize', () => {
  it('is 0 for a folder that is not there', async () => {
    expect(await folderSize('/no/such/folder')).toBe(0)
  })
})
