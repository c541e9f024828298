import type { GgufHeader, GgufValue } from './gguf-header.ts'
import { fileTypes } from './file-types.data.ts'
import { tensorTypes } from './tensor-types.data.ts'

/** What a GGUF header says about its model. */
export interface GgufFacts {
  architecture: string
  /** `model`, or `adapter`, `mmproj` …: not a model by itself. */
  type: string
  /** Pieces the model is split into; 1 for a whole one. */
  pieces: number
  title?: string
  licence?: string
  /** Number of weights, counted over the tensors. */
  parameters: number
  /** Tokens it was trained to read. */
  contextTokens?: number
  /** E.g. `Q4_K_M`; the commonest tensor type where the file does not say. */
  quantisation: string
  hasChatTemplate: boolean
  /** llama.cpp's word for it: `gpt2` (byte pairs), `llama` (sentence pieces) … */
  tokenizer?: string
  vocabularySize: number
  /** Memory of keys and values for one token of context, 16 bits a number. */
  cacheBytesPerToken: number
}

/** Reads a header's keys; a key that is missing or of another type counts as not said. */
export function ggufFacts(header: GgufHeader): GgufFacts {
  const values = new Map(header.metadata.map(({ key, value }) => [key, value]))
  const architecture = textOf(values.get('general.architecture')) ?? 'unknown'
  const own = (key: string) => countOf(values.get(`${architecture}.${key}`))
  const title = textOf(values.get('general.name'))
  const licence = textOf(values.get('general.license'))
  const contextTokens = own('context_length')
  const tokenizer = textOf(values.get('tokenizer.ggml.model'))
  return {
    architecture,
    type: textOf(values.get('general.type')) ?? 'model',
    pieces: countOf(values.get('split.count')) ?? 1,
    ...(title === undefined ? {} : { title }),
    ...(licence === undefined ? {} : { licence }),
    parameters: parametersOf(header),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    quantisation: quantisationOf(header, countOf(values.get('general.file_type'))),
    hasChatTemplate: textOf(values.get('tokenizer.chat_template')) !== undefined,
    ...(tokenizer === undefined ? {} : { tokenizer }),
    vocabularySize: lengthOf(values.get('tokenizer.ggml.tokens')),
    cacheBytesPerToken: cacheBytes(own),
  }
}

function parametersOf({ tensors }: GgufHeader): number {
  return tensors.reduce((total, { dimensions }) => total + dimensions.reduce((a, b) => a * b, 1), 0)
}

function quantisationOf({ tensors }: GgufHeader, fileType: number | undefined): string {
  const stated = fileType === undefined ? undefined : fileTypes[fileType]
  if (stated !== undefined) return stated
  const bytesByType = new Map<number, number>()
  for (const { type, bytes } of tensors) bytesByType.set(type, (bytesByType.get(type) ?? 0) + bytes)
  const [most] = [...bytesByType].toSorted((a, b) => b[1] - a[1])[0] ?? []
  return (most === undefined ? undefined : tensorTypes[most]?.name) ?? 'unknown'
}

/**
 * Layers × key-value heads × (key + value) numbers of 2 bytes. Heads that differ by layer are kept as an array, which
 * is not read: then the number of all heads is taken, an upper bound.
 */
function cacheBytes(own: (key: string) => number | undefined): number {
  const heads = own('attention.head_count') ?? 0
  if (heads === 0) return 0
  const perHead = (own('embedding_length') ?? 0) / heads
  const keys = own('attention.key_length') ?? perHead
  const values = own('attention.value_length') ?? perHead
  return (own('block_count') ?? 0) * (own('attention.head_count_kv') ?? heads) * (keys + values) * 2
}

function textOf(value: GgufValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A number that counts something: finite, whole, not negative. */
function countOf(value: GgufValue | undefined): number | undefined {
  const count = typeof value === 'bigint' ? Number(value) : value
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined
}

function lengthOf(value: GgufValue | undefined): number {
  return typeof value === 'object' ? value.arrayLength : 0
}
