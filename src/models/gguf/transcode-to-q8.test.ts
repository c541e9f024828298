import { readFile, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { withTemporaryFolder } from '../temporary-folder.ts'
import { readGgufHeader } from './read-gguf-header.ts'
import { transcodeToQ8 } from './transcode-to-q8.ts'

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../test/fixtures/gguf/${name}`, import.meta.url))

describe('transcodeToQ8', () => {
  it('writes byte for byte what the gguf package gives (make.py)', async () => {
    await withTemporaryFolder(tmpdir(), async (folder) => {
      const to = join(folder, 'q8.gguf')
      await transcodeToQ8({ from: fixture('small-q4_1.gguf'), to })
      expect((await readFile(to)).equals(await readFile(fixture('small-q8_0.gguf')))).toBe(true)
    })
  })

  it('leaves a file without Q4_1 tensors as it is', async () => {
    await withTemporaryFolder(tmpdir(), async (folder) => {
      const to = join(folder, 'again.gguf')
      await transcodeToQ8({ from: fixture('small-q8_0.gguf'), to })
      expect((await readFile(to)).equals(await readFile(fixture('small-q8_0.gguf')))).toBe(true)
    })
  })

  it('reports tensors as they are done and stops between two', async () => {
    await withTemporaryFolder(tmpdir(), async (folder) => {
      const stop = new AbortController()
      const seen: number[] = []
      const progress = (event: { done: number }) => {
        seen.push(event.done)
        if (event.done === 2) stop.abort()
      }
      const work = transcodeToQ8({
        from: fixture('small-q4_1.gguf'),
        to: join(folder, 'q8.gguf'),
        progress,
        signal: stop.signal,
      })
      await expect(work).rejects.toThrow('Transcoding the weights was stopped.')
      expect(seen).toEqual([1, 2])
    })
  })
})

describe('readGgufHeader', () => {
  it('reads metadata, tensors and where they lie', () => {
    const header = readGgufHeader(fixture('small-q4_1.gguf'))
    expect(header.version).toBe(3)
    expect(header.alignment).toBe(32)
    const values = Object.fromEntries(header.metadata.map(({ key, value }) => [key, value]))
    expect(values['general.architecture']).toBe('llama')
    expect(values['general.file_type']).toBe(3)
    expect(values['tokenizer.ggml.tokens']).toEqual({ arrayLength: 4 })
    expect(values['tokenizer.ggml.add_bos_token']).toBe(false)
    expect(
      header.tensors.map(({ name, dimensions, type, bytes }) => [name, dimensions, type, bytes]),
    ).toEqual([
      ['token_embd.weight', [32, 5], 8, 5 * 34],
      ['blk.0.attn_q.weight', [64, 6], 3, 12 * 20],
      ['blk.0.attn_norm.weight', [3], 0, 12],
      ['blk.0.ffn_up.weight', [32, 40], 3, 40 * 20],
      ['output.weight', [33, 2], 1, 132],
    ])
  })

  it('refuses a file cut off anywhere, and never reads past its end', async () => {
    const whole = await readFile(fixture('small-q4_1.gguf'))
    await withTemporaryFolder(tmpdir(), async (folder) => {
      const path = join(folder, 'cut.gguf')
      // The last 28 bytes only fill up to the alignment.
      for (let size = whole.length - 29; size >= 0; size -= 13) {
        await writeFile(path, whole)
        await truncate(path, size)
        expect(() => readGgufHeader(path), `${size} bytes`).toThrow(/cut off|begins with/)
      }
    })
  })

  const spoilt: [string, (bytes: Buffer) => void, string][] = [
    [
      'another magic number',
      (bytes) => bytes.write('GGML'),
      'begins with "GGML": a GGUF file begins with "GGUF"',
    ],
    [
      'an unknown version',
      (bytes) => bytes.writeUInt32LE(9, 4),
      'has GGUF version 9. Versions 2 and 3 are read.',
    ],
    [
      'more tensors than can be',
      (bytes) => bytes.writeBigUInt64LE(2n ** 63n, 8),
      'states 9223372036854775808 for the number of tensors. At most 65536 is allowed.',
    ],
    [
      'a key longer than can be',
      (bytes) => bytes.writeBigUInt64LE(70_000n, 24),
      'states 70000 for the length of a metadata key. At most 65535 is allowed.',
    ],
    [
      'an unknown value type',
      (bytes) => bytes.writeUInt32LE(13, 24 + 8 + 'general.architecture'.length),
      'gives general.architecture the value type 13. Known types are 0 to 12.',
    ],
    [
      'an unknown tensor type',
      (bytes) => bytes.writeUInt32LE(99, afterName(bytes, 'blk.0.attn_norm.weight') + 4 + 8),
      'gives blk.0.attn_norm.weight the tensor type 99, which is unknown.',
    ],
    [
      'a row that is no whole number of blocks',
      (bytes) => bytes.writeBigUInt64LE(33n, afterName(bytes, 'token_embd.weight') + 4),
      'gives token_embd.weight the shape [33, 5]. Rows of Q8_0 are multiples of 32.',
    ],
    [
      'five dimensions',
      (bytes) => bytes.writeUInt32LE(5, afterName(bytes, 'token_embd.weight')),
      'gives token_embd.weight 5 dimensions. 1 to 4 are allowed.',
    ],
    [
      'a tensor past the end',
      (bytes) => bytes.writeBigUInt64LE(1_000_000n, afterName(bytes, 'token_embd.weight') + 4),
      'token_embd.weight would end at byte 5313332: it is cut off.',
    ],
    [
      'a tensor over another',
      (bytes) => bytes.writeBigUInt64LE(0n, afterName(bytes, 'blk.0.attn_norm.weight') + 4 + 8 + 4),
      'lies over another tensor.',
    ],
    [
      'a tensor that is not aligned',
      (bytes) => bytes.writeBigUInt64LE(8n, afterName(bytes, 'token_embd.weight') + 4 + 16 + 4),
      'token_embd.weight is not aligned to 32 bytes.',
    ],
  ]
  it.each(spoilt)('refuses %s', async (_title, spoil, message) => {
    const bytes = await readFile(fixture('small-q4_1.gguf'))
    spoil(bytes)
    await withTemporaryFolder(tmpdir(), async (folder) => {
      const path = join(folder, 'spoilt.gguf')
      await writeFile(path, bytes)
      expect(() => readGgufHeader(path)).toThrow(message)
    })
  })
})

function afterName(bytes: Buffer, name: string): number {
  return bytes.indexOf(name) + name.length
}
