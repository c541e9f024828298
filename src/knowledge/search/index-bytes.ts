import * as z from 'zod'
import { DataError } from '../../errors.ts'
import { passageSchema, type Passage } from '../split/passage.ts'

const modelSchema = z.strictObject({
  name: z.string(),
  sha256: z.string().optional(),
  dimensions: z.number().int().positive(),
})

const headerSchema = z.strictObject({
  format: z.literal('crossover-knowledge-1'),
  passages: z.array(passageSchema),
  model: modelSchema.optional(),
})

/** What an index is made of; everything else follows from it. */
export interface IndexContent {
  passages: readonly Passage[]
  /** The embedder the vectors came from. */
  model?: z.infer<typeof modelSchema>
  /** One row of `model.dimensions` numbers a passage. */
  vectors?: Float32Array
}

/** Length of the header (4 bytes, little endian), header as JSON, vectors (32-bit floats, little endian). */
export function indexToBytes({ passages, model, vectors = new Float32Array() }: IndexContent): Uint8Array {
  const header = new TextEncoder().encode(
    JSON.stringify({ format: 'crossover-knowledge-1', passages, ...(model === undefined ? {} : { model }) }),
  )
  const bytes = new Uint8Array(4 + header.length + vectors.length * 4)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, header.length, true)
  bytes.set(header, 4)
  for (const [at, value] of vectors.entries()) view.setFloat32(4 + header.length + at * 4, value, true)
  return bytes
}

/** @throws DataError when the bytes are no index. */
export function indexContentOf(bytes: Uint8Array): IndexContent {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = bytes.length < 4 ? -1 : view.getUint32(0, true)
  const { passages, model } = headerOf(bytes, length)
  if (model === undefined) return { passages }
  const vectors = new Float32Array(passages.length * model.dimensions)
  if (bytes.length !== 4 + length + vectors.length * 4) throw notAnIndex('its vectors are cut off')
  for (let at = 0; at < vectors.length; at += 1) vectors[at] = view.getFloat32(4 + length + at * 4, true)
  return { passages, model, vectors }
}

function headerOf(bytes: Uint8Array, length: number): z.infer<typeof headerSchema> {
  if (length < 0 || 4 + length > bytes.length) throw notAnIndex('it is cut off')
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))))
  } catch (cause) {
    throw notAnIndex('its header does not read', cause)
  }
}

function notAnIndex(why: string, cause?: unknown): DataError {
  return new DataError(`These bytes are no knowledge index: ${why}.`, {
    hint: 'Build the index again from its documents.',
    cause,
  })
}
