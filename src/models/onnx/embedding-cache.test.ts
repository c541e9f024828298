import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withTemporaryFolder } from '../temporary-folder.ts'
import { EmbeddingCache } from './embedding-cache.ts'
import { recordBytes } from './embedding-records.ts'

const dimensions = 3
const one = { text: 'one', vector: Float32Array.of(0.1, -2, 3) }
const two = { text: 'two', vector: Float32Array.of(4, 5, 6.5) }

function withCacheFile(work: (path: string) => Promise<void>): Promise<void> {
  return withTemporaryFolder(tmpdir(), (folder) => work(join(folder, 'vectors', 'model.bin')))
}

describe('EmbeddingCache', () => {
  it('finds the next time what was added, to the bit', () =>
    withCacheFile(async (path) => {
      const first = await EmbeddingCache.open(path, dimensions)
      expect(first.get('one')).toBeUndefined()
      await first.add([one, two])
      expect(first.get('one')).toEqual(one.vector)
      const second = await EmbeddingCache.open(path, dimensions)
      expect(second.get('one')).toEqual(one.vector)
      expect(second.get('two')).toEqual(two.vector)
      expect(second.get('three')).toBeUndefined()
    }))

  it('hands out copies', () =>
    withCacheFile(async (path) => {
      const cache = await EmbeddingCache.open(path, dimensions)
      await cache.add([one])
      cache.get('one')?.fill(0)
      expect(cache.get('one')).toEqual(one.vector)
    }))

  it('takes what two add to one file', () =>
    withCacheFile(async (path) => {
      const [left, right] = await Promise.all([
        EmbeddingCache.open(path, dimensions),
        EmbeddingCache.open(path, dimensions),
      ])
      await Promise.all([left.add([one]), right.add([two])])
      const both = await EmbeddingCache.open(path, dimensions)
      expect([both.get('one'), both.get('two')]).toEqual([one.vector, two.vector])
    }))

  it('skips a record that a killed process left half-written, and finds those after it', () =>
    withCacheFile(async (path) => {
      await (await EmbeddingCache.open(path, dimensions)).add([one])
      const record = await readFile(path)
      expect(record).toHaveLength(recordBytes(dimensions))
      await truncate(path, record.length - 7)
      const cache = await EmbeddingCache.open(path, dimensions)
      expect(cache.get('one')).toBeUndefined()
      await cache.add([two])
      await cache.add([one])
      const again = await EmbeddingCache.open(path, dimensions)
      expect([again.get('one'), again.get('two')]).toEqual([one.vector, two.vector])
    }))

  it('believes no record whose bytes were changed', () =>
    withCacheFile(async (path) => {
      await (await EmbeddingCache.open(path, dimensions)).add([one])
      const record = await readFile(path)
      record.writeUInt8(record.readUInt8(20) ^ 1, 20)
      await writeFile(path, record)
      await appendFile(path, 'tail')
      expect((await EmbeddingCache.open(path, dimensions)).get('one')).toBeUndefined()
    }))
})
