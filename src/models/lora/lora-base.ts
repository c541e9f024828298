import { ModelError } from '../../errors.ts'
import { ggufFacts } from '../gguf/gguf-facts.ts'
import type { GgufHeader } from '../gguf/gguf-header.ts'
import { adaptableArchitectures } from './adaptable-architectures.data.ts'

/** What an adapter must know of the model it changes. */
export interface LoraBase {
  /** For messages. */
  name: string
  /** As llama.cpp calls it. */
  architecture: string
  /** Attention heads, for queries and for keys and values. */
  heads: number
  keyValueHeads: number
  layers: number
  /** Sizes of its matrices by name, as [inputs, outputs]. */
  matrices: ReadonlyMap<string, readonly [inputs: number, outputs: number]>
  /** Whether rows of query and key matrices stand in llama.cpp's order and not in PyTorch's. */
  isPermuted: boolean
}

/**
 * Reads the facts from the header of the base's GGUF file, whatever its quantisation.
 *
 * @throws ModelError when adapters for its architecture are not written here, or the header does not say enough.
 */
export function loraBaseOf(name: string, header: GgufHeader): LoraBase {
  const values = new Map(header.metadata.map(({ key, value }) => [key, value]))
  const { architecture } = ggufFacts(header)
  const facts = Object.hasOwn(adaptableArchitectures, architecture)
    ? adaptableArchitectures[architecture]
    : undefined
  if (facts === undefined) {
    const known = Object.keys(adaptableArchitectures).join(', ')
    throw new ModelError(
      `${name} has the architecture ${architecture}. Adapters can be written for: ${known}.`,
    )
  }
  const count = (key: string, fallback?: number): number => {
    const value = values.get(`${architecture}.${key}`) ?? fallback
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
    throw new ModelError(`${name} states no single number for ${architecture}.${key}, which adapters need.`)
  }
  const heads = count('attention.head_count')
  const matrices = header.tensors.flatMap(({ name: tensor, dimensions: [inputs, outputs, ...more] }) =>
    inputs === undefined || outputs === undefined || more.length > 0
      ? []
      : [[tensor, [inputs, outputs] as const] as const],
  )
  return {
    name,
    architecture,
    heads,
    keyValueHeads: count('attention.head_count_kv', heads),
    layers: count('block_count'),
    matrices: new Map(matrices),
    isPermuted: facts.isPermuted,
  }
}
