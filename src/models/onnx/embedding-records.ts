import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

const keyBytes = 16
const checkBytes = 4

/** Raised when pooling, truncation or the tokenizer change, so that older vectors are not found. */
const recipeVersion = 1

/** How a text is found again: the first 16 bytes of sha256, as hex. */
export function embeddingKey(text: string): string {
  return createHash('sha256')
    .update(`${recipeVersion}\n${text}`)
    .digest('hex')
    .slice(0, 2 * keyBytes)
}

/** Bytes of one record: key, vector, checksum. */
export function recordBytes(dimensions: number): number {
  return keyBytes + 4 * dimensions + checkBytes
}

/** One record: 16 bytes of key, the vector as little-endian 32-bit numbers, CRC-32 of both. */
export function encodeRecord(key: string, vector: Float32Array): Buffer {
  const record = Buffer.alloc(recordBytes(vector.length))
  record.write(key, 'hex')
  // Every machine the runtime has a build for is little-endian, as the file is.
  record.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), keyBytes)
  const end = record.length - checkBytes
  record.writeUInt32LE(crc32(record.subarray(0, end)), end)
  return record
}

/**
 * Reads records one after the other. What a killed process left half-written fails its checksum: reading goes on at
 * the next byte from which a record is whole.
 */
export function decodeRecords(bytes: Buffer, dimensions: number): Map<string, Float32Array> {
  const size = recordBytes(dimensions)
  const found = new Map<string, Float32Array>()
  let position = 0
  while (position + size <= bytes.length) {
    const record = bytes.subarray(position, position + size)
    const isWhole = crc32(record.subarray(0, size - checkBytes)) === record.readUInt32LE(size - checkBytes)
    if (isWhole) found.set(record.toString('hex', 0, keyBytes), readVector(record, dimensions))
    position += isWhole ? size : 1
  }
  return found
}

function readVector(record: Buffer, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  new Uint8Array(vector.buffer).set(record.subarray(keyBytes, keyBytes + 4 * dimensions))
  return vector
}
