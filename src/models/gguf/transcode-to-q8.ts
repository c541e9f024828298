import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { silentProgress } from '../../contracts/progress.ts'
import type { Progress } from '../../contracts/progress.ts'
import { ModelError, StoppedError } from '../../errors.ts'
import type { GgufTensor } from './gguf-header.ts'
import { planQ8File } from './plan-q8-file.ts'
import { readGgufHeader } from './read-gguf-header.ts'
import { q4_1 } from './tensor-types.data.ts'
import { blockElements, q4Bytes, q8Bytes, readQ4Block, writeQ8Block } from './transcode-block.ts'

export interface Transcoding {
  from: string
  /** Overwritten where it exists. */
  to: string
  progress?: Progress | undefined
  signal?: AbortSignal | undefined
}

const chunkBlocks = 32_768

/**
 * Rewrites a GGUF file with its Q4_1 tensors as Q8_0, which CPUs multiply 2.5 times as fast (llama.cpp has no fast
 * kernel for Q4_1). Other tensors and all metadata but `general.file_type` are copied. The numbers stay within half a
 * step of 1/127 of each block's largest one. Deterministic: the same file gives the same bytes on every machine.
 *
 * @throws ModelError when the source is malformed; StoppedError when the signal fires.
 */
export async function transcodeToQ8({
  from,
  to,
  progress = silentProgress,
  signal,
}: Transcoding): Promise<void> {
  const header = readGgufHeader(from)
  const plan = planQ8File(header)
  const label = 'weights: Q4_1 to Q8_0, once'
  const source = await open(from, 'r')
  const target = await open(to, 'w')
  try {
    await copyBytes({ source, from: 0, bytes: header.metadataEnd, target, to: 0 })
    for (const patch of plan.patches) await writeAll(target, patch.bytes, patch.position)
    for (const [index, tensor] of header.tensors.entries()) {
      if (signal?.aborted === true) throw new StoppedError('Transcoding the weights was stopped.')
      await writeTensor({ source, target, tensor, to: plan.offsets[index] ?? 0 })
      progress({ label, done: index + 1, total: header.tensors.length, unit: 'tensors' })
    }
    await target.truncate(plan.size)
    await target.sync()
  } finally {
    await source.close()
    await target.close()
  }
}

interface Copy {
  source: FileHandle
  from: number
  bytes: number
  target: FileHandle
  to: number
}

async function copyBytes({ source, from, bytes, target, to }: Copy): Promise<void> {
  const step = chunkBlocks * q4Bytes
  for (let done = 0; done < bytes; done += step) {
    const chunk = await readAll(source, from + done, Math.min(step, bytes - done))
    await writeAll(target, chunk, to + done)
  }
}

interface TensorWrite {
  source: FileHandle
  target: FileHandle
  tensor: GgufTensor
  to: number
}

async function writeTensor({ source, target, tensor, to }: TensorWrite): Promise<void> {
  const { type, offset, bytes } = tensor
  if (type !== q4_1) return copyBytes({ source, from: offset, bytes, target, to })
  const blocks = bytes / q4Bytes
  for (let done = 0; done < blocks; done += chunkBlocks) {
    const count = Math.min(chunkBlocks, blocks - done)
    const chunk = await readAll(source, offset + done * q4Bytes, count * q4Bytes)
    await writeAll(target, transcodeBlocks(chunk, count), to + done * q8Bytes)
  }
}

function transcodeBlocks(chunk: Buffer, count: number): Buffer {
  const result = Buffer.alloc(count * q8Bytes)
  const values = new Float32Array(blockElements)
  for (let block = 0; block < count; block += 1) {
    readQ4Block(chunk, block * q4Bytes, values)
    writeQ8Block(values, result, block * q8Bytes)
  }
  return result
}

async function readAll(source: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const chunk = Buffer.alloc(bytes)
  let filled = 0
  while (filled < bytes) {
    const { bytesRead } = await source.read(chunk, filled, bytes - filled, position + filled)
    if (bytesRead === 0) throw new ModelError('The model file became shorter while it was read.')
    filled += bytesRead
  }
  return chunk
}

async function writeAll(target: FileHandle, chunk: Buffer, position: number): Promise<void> {
  let written = 0
  while (written < chunk.length) {
    const { bytesWritten } = await target.write(chunk, written, chunk.length - written, position + written)
    written += bytesWritten
  }
}
