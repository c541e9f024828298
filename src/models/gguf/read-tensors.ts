import { ModelError } from '../../errors.ts'
import type { ByteCursor } from './byte-cursor.ts'
import type { GgufTensor } from './gguf-header.ts'
import { readString } from './read-metadata.ts'
import { tensorTypes } from './tensor-types.data.ts'

const mostNameBytes = 255
const mostDimensions = 4

/** Where the numbers of a file lie. */
export interface DataRange {
  path: string
  dataOffset: number
  alignment: number
  size: number
}

/**
 * Reads one tensor's description; `offset` still counts from the start of the data.
 *
 * @throws ModelError when dimensions or type cannot be.
 */
export function readTensor(cursor: ByteCursor): GgufTensor {
  const name = readString(cursor, 'a tensor name', mostNameBytes)
  const rank = cursor.uint32(`the rank of ${name}`)
  if (rank < 1 || rank > mostDimensions) {
    throw new ModelError(
      `${cursor.path} gives ${name} ${rank} dimensions. 1 to ${mostDimensions} are allowed.`,
    )
  }
  const dimensions = Array.from({ length: rank }, () => cursor.count(`a dimension of ${name}`, 2 ** 40))
  const type = cursor.uint32(`the type of ${name}`)
  const offset = cursor.count(`the offset of ${name}`, 2 ** 48)
  return { name, dimensions, type, offset, bytes: bytesOf({ name, dimensions, type }, cursor.path) }
}

/**
 * Turns offsets into places in the file.
 *
 * @throws ModelError when a tensor is not aligned, reaches past the end, or lies over another.
 */
export function locateTensors(described: readonly GgufTensor[], range: DataRange): GgufTensor[] {
  const { path, dataOffset, alignment, size } = range
  const tensors = described.map((tensor) => ({ ...tensor, offset: dataOffset + tensor.offset }))
  let free = dataOffset
  for (const { name, offset, bytes } of tensors.toSorted((a, b) => a.offset - b.offset)) {
    if (offset % alignment !== 0)
      throw new ModelError(`${path}: ${name} is not aligned to ${alignment} bytes.`)
    if (offset < free) throw new ModelError(`${path}: ${name} lies over another tensor.`)
    if (offset + bytes > size) {
      throw new ModelError(
        `${path} has ${size} bytes; ${name} would end at byte ${offset + bytes}: it is cut off.`,
      )
    }
    free = offset + bytes
  }
  return tensors
}

function bytesOf(
  { name, dimensions, type }: Pick<GgufTensor, 'name' | 'dimensions' | 'type'>,
  path: string,
): number {
  const facts = tensorTypes[type]
  if (facts === undefined)
    throw new ModelError(`${path} gives ${name} the tensor type ${type}, which is unknown.`)
  const row = dimensions[0] ?? 0
  const elements = dimensions.reduce((product, dimension) => product * dimension, 1)
  if (elements < 1 || elements > 2 ** 40 || row % facts.elements !== 0) {
    throw new ModelError(
      `${path} gives ${name} the shape [${dimensions.join(', ')}]. Rows of ${facts.name} are multiples of ${facts.elements}.`,
    )
  }
  return (elements / facts.elements) * facts.bytes
}
