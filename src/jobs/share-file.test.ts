import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shareFile } from './share-file.ts'

let folder: string
let shared: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossover-share-'))
  shared = join(folder, 'shared')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('what is shared', () => {
  it('lies below the digest of its content, once', async () => {
    writeFileSync(join(folder, 'base.gguf'), 'abc')
    const path = await shareFile(join(folder, 'base.gguf'), shared)
    // SHA-256 of "abc", FIPS 180-4.
    const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect(path).toBe(join(shared, digest, 'base.gguf'))
    expect(readFileSync(path, 'utf8')).toBe('abc')
    writeFileSync(path, 'left alone')
    expect(await shareFile(join(folder, 'base.gguf'), shared)).toBe(path)
    expect(readFileSync(path, 'utf8')).toBe('left alone')
    writeFileSync(join(folder, 'base.gguf'), 'abd')
    expect(await shareFile(join(folder, 'base.gguf'), shared)).not.toBe(path)
  })

  it('may be a folder, without what Python leaves in it', async () => {
    const own = join(folder, 'package')
    mkdirSync(join(own, 'inner'), { recursive: true })
    writeFileSync(join(own, 'inner', 'a.py'), 'a')
    const first = await shareFile(own, shared)
    mkdirSync(join(own, '__pycache__'))
    writeFileSync(join(own, '__pycache__', 'a.pyc'), 'compiled')
    expect(await shareFile(own, shared)).toBe(first)
    writeFileSync(join(own, 'inner', 'b.py'), 'b')
    const second = await shareFile(own, shared)
    expect(dirname(second)).not.toBe(dirname(first))
    expect(readdirSync(second)).toEqual(['inner'])
  })

  it('is whole when several share it at once', async () => {
    writeFileSync(join(folder, 'one'), 'x'.repeat(1_000_000))
    const paths = await Promise.all([1, 2, 3].map(() => shareFile(join(folder, 'one'), shared)))
    expect(new Set(paths).size).toBe(1)
    expect(readdirSync(shared)).toHaveLength(1)
    expect(existsSync(paths[0] ?? '')).toBe(true)
  })
})
