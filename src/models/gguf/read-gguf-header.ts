import { ModelError } from '../../errors.ts'
import { ByteCursor, fileSource, type ByteSource } from './byte-cursor.ts'
import type { GgufHeader, GgufMetadata } from './gguf-header.ts'
import { readMetadata } from './read-metadata.ts'
import { locateTensors, readTensor } from './read-tensors.ts'

/** More than any real model has; a header that states more is not believed. */
const mostEntries = 65_536
const mostTensors = 65_536

/**
 * Reads the header of a GGUF file (version 2 or 3, little-endian).
 *
 * @throws ModelError when it is no GGUF file, is cut off, or states counts, types or places that cannot be.
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function readGgufHeader(path: string): GgufHeader {
  const source = fileSource(path)
  try {
    return readGgufHeaderFrom(source)
  } finally {
    source.close()
  }
}

/**
 * The same from any source, such as the first bytes of a file that is elsewhere.
 *
 * @throws ModelError as above, BytesNotHereError when the header is longer than what is here.
 */
export function readGgufHeaderFrom(source: ByteSource): GgufHeader {
  const cursor = new ByteCursor(source)
  const { path } = cursor
  const magic = cursor.take(4, 'the magic number').toString('latin1')
  if (magic !== 'GGUF')
    throw new ModelError(`${path} begins with ${JSON.stringify(magic)}: a GGUF file begins with "GGUF".`)
  const version = cursor.uint32('the version')
  if (version !== 2 && version !== 3)
    throw new ModelError(`${path} has GGUF version ${version}. Versions 2 and 3 are read.`)
  const tensorCount = cursor.count('the number of tensors', mostTensors)
  const entryCount = cursor.count('the number of metadata entries', mostEntries)
  const metadata = Array.from({ length: entryCount }, () => readMetadata(cursor))
  const metadataEnd = cursor.position
  const alignment = alignmentOf(metadata, path)
  const described = Array.from({ length: tensorCount }, () => readTensor(cursor))
  const dataOffset = alignUp(cursor.position, alignment)
  const tensors = locateTensors(described, { path, dataOffset, alignment, size: cursor.size })
  return { version, alignment, metadata, metadataEnd, tensors, dataOffset }
}

function alignmentOf(metadata: readonly GgufMetadata[], path: string): number {
  const value = metadata.find((entry) => entry.key === 'general.alignment')?.value ?? 32
  const isPowerOfTwo =
    typeof value === 'number' && value >= 8 && value <= 65_536 && Number.isInteger(Math.log2(value))
  if (isPowerOfTwo) return value
  throw new ModelError(
    `${path} has general.alignment ${JSON.stringify(value)}. It must be a power of two from 8 to 65536.`,
  )
}

/** The first multiple of `alignment` that is not below `position`. */
export function alignUp(position: number, alignment: number): number {
  return Math.ceil(position / alignment) * alignment
}
