import { ModelError } from '../../errors.ts'
import type { ByteCursor } from './byte-cursor.ts'
import type { GgufMetadata, GgufValue } from './gguf-header.ts'

const mostKeyBytes = 65_535
const mostStringBytes = 16 * 1024 * 1024
const deepestArray = 4

const stringType = 8
const arrayType = 9

interface Scalar {
  bytes: number
  read: (bytes: Buffer) => Exclude<GgufValue, object>
}

/** Value types by number: uint8 int8 uint16 int16 uint32 int32 float32 bool, (8 string, 9 array,) uint64 int64 float64. */
const scalars: Readonly<Record<number, Scalar>> = {
  0: { bytes: 1, read: (bytes) => bytes.readUInt8() },
  1: { bytes: 1, read: (bytes) => bytes.readInt8() },
  2: { bytes: 2, read: (bytes) => bytes.readUInt16LE() },
  3: { bytes: 2, read: (bytes) => bytes.readInt16LE() },
  4: { bytes: 4, read: (bytes) => bytes.readUInt32LE() },
  5: { bytes: 4, read: (bytes) => bytes.readInt32LE() },
  6: { bytes: 4, read: (bytes) => bytes.readFloatLE() },
  7: { bytes: 1, read: (bytes) => bytes.readUInt8() !== 0 },
  10: { bytes: 8, read: (bytes) => bytes.readBigUInt64LE() },
  11: { bytes: 8, read: (bytes) => bytes.readBigInt64LE() },
  12: { bytes: 8, read: (bytes) => bytes.readDoubleLE() },
}

/**
 * Reads one key and its value; arrays are walked over, not kept.
 *
 * @throws ModelError when a length is above its limit or a type is unknown.
 */
export function readMetadata(cursor: ByteCursor): GgufMetadata {
  const key = readString(cursor, 'a metadata key', mostKeyBytes)
  const type = cursor.uint32(`the type of ${key}`)
  const valueOffset = cursor.position
  return { key, type, value: readValue(cursor, type, key), valueOffset }
}

/** A length and that many bytes of UTF-8. */
export function readString(cursor: ByteCursor, what: string, mostBytes: number): string {
  const length = cursor.count(`the length of ${what}`, mostBytes)
  return cursor.take(length, what).toString('utf8')
}

function readValue(cursor: ByteCursor, type: number, key: string): GgufValue {
  if (type === stringType) return readString(cursor, key, mostStringBytes)
  if (type === arrayType) return { arrayLength: skipArray(cursor, key, 1) }
  const scalar = scalarOf(cursor, type, key)
  return scalar.read(cursor.take(scalar.bytes, key))
}

function skipArray(cursor: ByteCursor, key: string, depth: number): number {
  if (depth > deepestArray)
    throw new ModelError(`${cursor.path} nests arrays deeper than ${deepestArray} in ${key}.`)
  const type = cursor.uint32(`the item type of ${key}`)
  // Every item takes at least a byte, so the end of the file ends the loop at the latest.
  const length = cursor.count(`the length of ${key}`, 2 ** 32)
  if (type !== stringType && type !== arrayType) {
    cursor.skip(length * scalarOf(cursor, type, key).bytes, key)
    return length
  }
  // Named once: a vocabulary has hundreds of thousands of items.
  const item = `an item of ${key}`
  const itemLength = `the length of ${item}`
  for (let index = 0; index < length; index += 1) {
    if (type === arrayType) skipArray(cursor, key, depth + 1)
    else cursor.skip(cursor.count(itemLength, mostStringBytes), item)
  }
  return length
}

function scalarOf(cursor: ByteCursor, type: number, key: string): Scalar {
  const scalar = scalars[type]
  if (scalar !== undefined) return scalar
  throw new ModelError(`${cursor.path} gives ${key} the value type ${type}. Known types are 0 to 12.`)
}
