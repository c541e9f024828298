import { uint32, uint64 } from './number-bytes.ts'
import { alignUp } from './read-gguf-header.ts'

/** A value to write: text, or a number with the type it is kept as. */
export type WrittenValue = string | { uint32: number } | { float32: number }

/** A tensor of single-precision numbers. */
export interface WrittenTensor {
  name: string
  /** Innermost first: a PyTorch matrix of shape [rows, columns] is [columns, rows]. */
  dimensions: readonly number[]
  /** First dimension fastest. */
  numbers: Float32Array
}

export interface WrittenGguf {
  metadata: readonly (readonly [key: string, value: WrittenValue])[]
  tensors: readonly WrittenTensor[]
}

const version = 3
/** Of the format, where `general.alignment` says nothing else. */
const alignment = 32
const uint32Type = 4
const float32Type = 6
const stringType = 8
/** ggml's number of F32. */
const f32 = 0

/**
 * The bytes of a GGUF file, little-endian, tensors in the order given. The same parts give the same bytes.
 *
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function writeGguf({ metadata, tensors }: WrittenGguf): Buffer {
  let free = 0
  const starts = tensors.map(({ numbers }) => {
    const start = free
    free = alignUp(start + numbers.byteLength, alignment)
    return start
  })
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    uint32(version),
    uint64(tensors.length),
    uint64(metadata.length),
    ...metadata.map(([key, value]) => Buffer.concat([text(key), valueBytes(value)])),
    ...tensors.map((tensor, index) => describe(tensor, starts[index] ?? 0)),
  ])
  const dataStart = alignUp(header.length, alignment)
  const file = Buffer.alloc(dataStart + free)
  header.copy(file)
  for (const [index, { numbers }] of tensors.entries())
    writeNumbers(file, dataStart + (starts[index] ?? 0), numbers)
  return file
}

function valueBytes(value: WrittenValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([uint32(stringType), text(value)])
  if ('uint32' in value) return Buffer.concat([uint32(uint32Type), uint32(value.uint32)])
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value.float32)
  return Buffer.concat([uint32(float32Type), bytes])
}

function describe({ name, dimensions }: WrittenTensor, start: number): Buffer {
  return Buffer.concat([
    text(name),
    uint32(dimensions.length),
    ...dimensions.map(uint64),
    uint32(f32),
    uint64(start),
  ])
}

function writeNumbers(file: Buffer, position: number, numbers: Float32Array): void {
  const view = new DataView(file.buffer, file.byteOffset + position, numbers.byteLength)
  for (let index = 0; index < numbers.length; index += 1)
    view.setFloat32(index * 4, numbers[index] ?? 0, true)
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8')
  return Buffer.concat([uint64(bytes.length), bytes])
}
