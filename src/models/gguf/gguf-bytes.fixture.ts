import { tensorTypes } from './tensor-types.data.ts'

/** What a metadata value may be here: numbers become uint32. */
type Value = string | number | boolean | readonly string[]

/** A tensor by name, dimensions (innermost first) and ggml's type number; its numbers are 0. */
type Tensor = readonly [name: string, dimensions: readonly number[], type: number]

/** A small model as instruction-tuned ones look: 1 layer, 4 heads of which 2 hold keys and values. */
export const smallModel: Readonly<Record<string, Value>> = {
  'general.architecture': 'llama',
  'general.name': 'Tiny Instruct',
  'general.license': 'mit',
  'general.file_type': 15,
  'llama.block_count': 1,
  'llama.context_length': 4096,
  'llama.embedding_length': 64,
  'llama.attention.head_count': 4,
  'llama.attention.head_count_kv': 2,
  'tokenizer.ggml.model': 'gpt2',
  'tokenizer.ggml.tokens': ['<unk>', 'a', 'b', 'c'],
  'tokenizer.chat_template': '{% for m in messages %}{{ m.content }}{% endfor %}',
}

const smallTensors: readonly Tensor[] = [
  ['token_embd.weight', [64, 4], 8],
  ['blk.0.attn_q.weight', [64, 64], 0],
]

/** The bytes of a GGUF file, version 3, alignment 32. */
export function ggufBytes(
  metadata: Readonly<Record<string, Value | undefined>> = smallModel,
  tensors: readonly Tensor[] = smallTensors,
): Buffer {
  const entries = Object.entries(metadata).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value }],
  )
  let offset = 0
  const described = tensors.map(([name, dimensions, type]) => {
    const at = offset
    offset = alignUp(offset + bytesOf(dimensions, type))
    return Buffer.concat([
      text(name),
      uint32(dimensions.length),
      ...dimensions.map(uint64),
      uint32(type),
      uint64(at),
    ])
  })
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    uint32(3),
    uint64(tensors.length),
    uint64(entries.length),
    ...entries.map(({ key, value }) => Buffer.concat([text(key), valueBytes(value)])),
    ...described,
  ])
  return Buffer.concat([header, Buffer.alloc(alignUp(header.length) - header.length + offset)])
}

function valueBytes(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([uint32(8), text(value)])
  if (typeof value === 'number') return Buffer.concat([uint32(4), uint32(value)])
  if (typeof value === 'boolean') return Buffer.concat([uint32(7), Buffer.from([value ? 1 : 0])])
  return Buffer.concat([uint32(9), uint32(8), uint64(value.length), ...value.map(text)])
}

function bytesOf(dimensions: readonly number[], type: number): number {
  const { elements = 1, bytes = 4 } = tensorTypes[type] ?? {}
  return (dimensions.reduce((a, b) => a * b, 1) / elements) * bytes
}

function alignUp(position: number): number {
  return Math.ceil(position / 32) * 32
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8')
  return Buffer.concat([uint64(bytes.length), bytes])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
