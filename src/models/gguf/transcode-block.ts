import { halfToNumber, numberToHalf } from './half-float.ts'

/** Numbers in a block of either format. */
export const blockElements = 32
export const q4Bytes = 20
export const q8Bytes = 34

/**
 * Reads one Q4_1 block: scale and minimum as halves, then 32 four-bit numbers (first the low nibbles, then the high
 * ones). value = scale × number + minimum, each step in single precision.
 *
 * @param into receives 32 numbers.
 * @see dequantize_row_q4_1 in ggml-quants.c
 */
export function readQ4Block(source: Buffer, offset: number, into: Float32Array): void {
  const scale = halfToNumber(source.readUInt16LE(offset))
  const minimum = halfToNumber(source.readUInt16LE(offset + 2))
  for (let index = 0; index < 16; index += 1) {
    const pair = source.readUInt8(offset + 4 + index)
    into[index] = Math.fround(scale * (pair & 0x0f)) + minimum
    into[index + 16] = Math.fround(scale * (pair >> 4)) + minimum
  }
}

/**
 * Writes one Q8_0 block: scale = largest magnitude / 127 as a half, then 32 signed bytes. The bytes are rounded with
 * the scale before it became a half, halves away from zero, all in single precision.
 *
 * @see quantize_row_q8_0_ref in ggml-quants.c
 */
export function writeQ8Block(values: Float32Array, target: Buffer, offset: number): void {
  const scale = Math.fround(largestMagnitude(values) / 127)
  const inverse = scale === 0 ? 0 : Math.fround(1 / scale)
  target.writeUInt16LE(numberToHalf(scale), offset)
  for (let index = 0; index < blockElements; index += 1) {
    target.writeInt8(roundAwayFromZero(Math.fround((values[index] ?? 0) * inverse)), offset + 2 + index)
  }
}

function largestMagnitude(values: Float32Array): number {
  let largest = 0
  for (let index = 0; index < values.length; index += 1) {
    const magnitude = Math.abs(values[index] ?? 0)
    if (magnitude > largest) largest = magnitude
  }
  return largest
}

function roundAwayFromZero(value: number): number {
  const magnitude = Math.floor(Math.abs(value) + 0.5)
  return value < 0 ? -magnitude : magnitude
}
