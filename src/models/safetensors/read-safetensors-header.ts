import * as z from 'zod'
import { ModelError } from '../../errors.ts'
import { refusePickle } from './refuse-pickle.ts'
import type { SafetensorsHeader, SafeTensor } from './safetensors.ts'

/** Far more than the header of any adapter or small model takes. */
const mostHeaderBytes = 16 * 1024 * 1024
const mostTensors = 65_536
const mostDimensions = 8
const lengthBytes = 8

/** Bits an element takes. */
const elementBits: Readonly<Record<string, number>> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E4M3: 8,
  F8_E5M2: 8,
  U16: 16,
  I16: 16,
  F16: 16,
  BF16: 16,
  U32: 32,
  I32: 32,
  F32: 32,
  U64: 64,
  I64: 64,
  F64: 64,
}

const size = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)
const tensorSchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(size).max(mostDimensions),
  data_offsets: z.tuple([size, size]),
})
const metadataSchema = z.record(z.string(), z.string())

/**
 * Reads the header of a safetensors file: its length (8 bytes, little-endian), JSON, then the numbers, which must fill
 * the rest without gaps or overlaps.
 *
 * @param name for messages.
 * @throws ModelError when it is a pickle or no safetensors file, is cut off, or states sizes or places that cannot be.
 * @see https://github.com/huggingface/safetensors#format
 */
export function readSafetensorsHeader(bytes: Uint8Array, name: string): SafetensorsHeader {
  refusePickle(bytes, name)
  const { entries, dataStart } = readEntries(bytes, name)
  const tensors: SafeTensor[] = []
  let metadata: Record<string, string> = {}
  for (const [key, value] of entries) {
    if (key === '__metadata__') metadata = parsed(metadataSchema, value, { name, what: '__metadata__' })
    else tensors.push(readTensor(value, { name, key, dataStart }))
  }
  assertFilled(tensors, { name, dataStart, fileBytes: bytes.length })
  return { name, tensors, metadata }
}

function readEntries(bytes: Uint8Array, name: string): { entries: [string, unknown][]; dataStart: number } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.length < lengthBytes + 2)
    throw new ModelError(`${name} has ${view.length} bytes: it is no safetensors file.`)
  const length = view.readBigUInt64LE()
  if (length > BigInt(mostHeaderBytes)) {
    throw new ModelError(
      `${name} states a header of ${length} bytes: it is no safetensors file. At most ${mostHeaderBytes} are read.`,
    )
  }
  const dataStart = lengthBytes + Number(length)
  if (dataStart > view.length)
    throw new ModelError(
      `${name} ends at byte ${view.length} inside its header of ${length} bytes: it is cut off.`,
    )
  const header = parseObject(view.toString('utf8', lengthBytes, dataStart), name)
  const entries = Object.entries(header)
  if (entries.length > mostTensors + 1)
    throw new ModelError(`${name} names ${entries.length} tensors. At most ${mostTensors} are read.`)
  return { entries, dataStart }
}

function parseObject(text: string, name: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (text.startsWith('{') && typeof value === 'object' && value !== null) return value
  } catch {
    // Told below: the parser's own words name places in a header nobody looks at.
  }
  throw new ModelError(`${name} has a header that is no JSON object: it is no safetensors file.`)
}

function readTensor(value: unknown, place: { name: string; key: string; dataStart: number }): SafeTensor {
  const { name, key, dataStart } = place
  const tensor = parsed(tensorSchema, value, { name, what: `the tensor ${shown(key)}` })
  const bits = elementBits[tensor.dtype]
  if (bits === undefined)
    throw new ModelError(`${name} gives ${shown(key)} the type ${shown(tensor.dtype)}, which is unknown.`)
  const [from, to] = tensor.data_offsets
  const needed = (tensor.shape.reduce((product, dimension) => product * dimension, 1) * bits) / 8
  if (to - from !== needed) {
    throw new ModelError(
      `${name} gives ${shown(key)} ${to - from} bytes; ${tensor.dtype} of the shape [${tensor.shape.join(', ')}] takes ${needed}.`,
    )
  }
  return { name: key, type: tensor.dtype, shape: tensor.shape, start: dataStart + from, end: dataStart + to }
}

interface Filled {
  name: string
  dataStart: number
  fileBytes: number
}

function assertFilled(tensors: readonly SafeTensor[], { name, dataStart, fileBytes }: Filled): void {
  let free = dataStart
  for (const tensor of tensors.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (tensor.end > fileBytes) {
      throw new ModelError(
        `${name} has ${fileBytes} bytes; ${shown(tensor.name)} would end at byte ${tensor.end}: it is cut off.`,
      )
    }
    if (tensor.start !== free) {
      const how = tensor.start < free ? 'lies over another tensor' : 'leaves a gap before it'
      throw new ModelError(`${name}: ${shown(tensor.name)} ${how}.`)
    }
    free = tensor.end
  }
  if (free !== fileBytes)
    throw new ModelError(
      `${name} has ${fileBytes - free} bytes behind its last tensor, which nothing describes.`,
    )
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, { name, what }: { name: string; what: string }): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = issue?.path.length ? ` (${issue.path.join('.')})` : ''
  throw new ModelError(`${name} describes ${what} wrongly${where}: ${issue?.message ?? 'unknown'}.`)
}

/** Names come from the file: quoted, and no longer than a line. */
function shown(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text)
}
