import { uint32, uint64 } from './number-bytes.ts'
import { alignUp } from './read-gguf-header.ts'
import type { GgufHeader, GgufTensor } from './gguf-header.ts'
import { mostlyQ8FileType, q4_1, q8_0 } from './tensor-types.data.ts'
import { q4Bytes, q8Bytes } from './transcode-block.ts'

/** Bytes that go to a place in the file. */
export interface Patch {
  position: number
  bytes: Buffer
}

/** How the transcoded file is laid out. */
export interface Q8Plan {
  /** The new file type and tensor descriptions, written over the copied metadata. */
  patches: Patch[]
  /** Where each tensor begins, in the header's order. */
  offsets: number[]
  size: number
}

const uint32Type = 4

/** Lays out the file that has Q8_0 where `header` has Q4_1, everything else in the same order and alignment. */
export function planQ8File(header: GgufHeader): Q8Plan {
  const { alignment, metadataEnd } = header
  const sizes = header.tensors.map(q8Size)
  const starts: number[] = []
  let free = 0
  for (const size of sizes) {
    starts.push(free)
    free = alignUp(free + size, alignment)
  }
  const descriptions = Buffer.concat(
    header.tensors.map((tensor, index) => describe(tensor, starts[index] ?? 0)),
  )
  const dataOffset = alignUp(metadataEnd + descriptions.length, alignment)
  return {
    patches: [...fileTypePatch(header), { position: metadataEnd, bytes: descriptions }],
    offsets: starts.map((start) => dataOffset + start),
    size: dataOffset + free,
  }
}

function q8Size({ type, bytes }: GgufTensor): number {
  return type === q4_1 ? (bytes / q4Bytes) * q8Bytes : bytes
}

function describe({ name, dimensions, type }: GgufTensor, offset: number): Buffer {
  const text = Buffer.from(name, 'utf8')
  return Buffer.concat([
    uint64(text.length),
    text,
    uint32(dimensions.length),
    ...dimensions.map(uint64),
    uint32(type === q4_1 ? q8_0 : type),
    uint64(offset),
  ])
}

function fileTypePatch({ metadata }: GgufHeader): Patch[] {
  const entry = metadata.find(({ key, type }) => key === 'general.file_type' && type === uint32Type)
  return entry === undefined ? [] : [{ position: entry.valueOffset, bytes: uint32(mostlyQ8FileType) }]
}
