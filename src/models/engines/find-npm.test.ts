import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withTemporaryFolder } from '../temporary-folder.ts'
import { findNpm } from './find-npm.ts'

describe('findNpm', () => {
  it('runs the npm that started this program', async () => {
    await withTemporaryFolder(tmpdir(), async (folder) => {
      const script = await touch(join(folder, 'npm-cli.js'))
      expect(findNpm(script, '/opt/node')).toEqual({ command: '/opt/node', args: [script] })
    })
  })

  it('ignores another package manager and takes the npm beside Node', async () => {
    await withTemporaryFolder(tmpdir(), async (folder) => {
      const pnpm = await touch(join(folder, 'pnpm.cjs'))
      const script = await touch(join(folder, 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'))
      const node = join(folder, 'bin', 'node')
      expect(findNpm(pnpm, node)).toEqual({ command: node, args: [script] })
    })
  })

  it('falls back to npm from the PATH', () => {
    expect(findNpm(undefined, '/nowhere/bin/node')).toEqual({ command: 'npm', args: [] })
  })
})

async function touch(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, '')
  return path
}
