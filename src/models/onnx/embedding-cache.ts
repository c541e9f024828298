import { appendFile, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { decodeRecords, embeddingKey, encodeRecord } from './embedding-records.ts'

/** Beyond this the file is read but no longer added to (350,000 texts). */
const mostBytes = 512 * 1024 * 1024

/**
 * Vectors by text: a file that is only ever added to, held in memory (1.5 KB a text). Two processes may add at once:
 * each adds whole records in one write, and sees the other's when it opens the file next time.
 */
export class EmbeddingCache {
  readonly #path: string
  readonly #vectors: Map<string, Float32Array>

  private constructor(path: string, vectors: Map<string, Float32Array>) {
    this.#path = path
    this.#vectors = vectors
  }

  static async open(path: string, dimensions: number): Promise<EmbeddingCache> {
    await mkdir(dirname(path), { recursive: true })
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0)
      throw error
    })
    return new EmbeddingCache(path, decodeRecords(bytes, dimensions))
  }

  /** A copy of the vector of a text, where it is known. */
  get(text: string): Float32Array | undefined {
    return this.#vectors.get(embeddingKey(text))?.slice()
  }

  /** Keeps vectors, in memory and on disk. */
  async add(entries: readonly { text: string; vector: Float32Array }[]): Promise<void> {
    const records = entries.map(({ text, vector }) => {
      const key = embeddingKey(text)
      this.#vectors.set(key, vector.slice())
      return encodeRecord(key, vector)
    })
    const size = await stat(this.#path).then(
      (found) => found.size,
      () => 0,
    )
    if (size < mostBytes) await appendFile(this.#path, Buffer.concat(records))
  }
}
