import { ModelError } from '../../errors.ts'
import { writeGguf } from '../gguf/write-gguf.ts'
import type { WrittenTensor } from '../gguf/write-gguf.ts'
import { readSafetensorsHeader } from '../safetensors/read-safetensors-header.ts'
import { readTensorNumbers } from '../safetensors/read-tensor-numbers.ts'
import type { LoraBase } from './lora-base.ts'
import { pairLoraTensors } from './pair-lora-tensors.ts'
import type { LoraPair } from './pair-lora-tensors.ts'
import { readPeftConfig } from './peft-config.ts'
import type { PeftConfig } from './peft-config.ts'
import { permuteRows } from './permute-rows.ts'

/** A LoRA adapter as PEFT saves it. */
export interface PeftAdapter {
  /** Text of adapter_config.json. */
  config: string
  /** Bytes of adapter_model.safetensors. */
  weights: Uint8Array
}

/**
 * Rewrites a PEFT LoRA adapter as a GGUF adapter that llama.cpp adds to `base`: `y += (alpha / rank) · B · A · x`.
 * Numbers are kept in single precision; rows of B that belong to queries and keys are put in llama.cpp's order.
 * Deterministic.
 *
 * @returns the bytes of the file.
 * @throws ModelError when the adapter is malformed, was made for another base, or is of a kind llama.cpp cannot add.
 */
export function writeLoraAdapter(adapter: PeftAdapter, base: LoraBase): Buffer {
  const config = readPeftConfig(adapter.config, 'adapter_config.json')
  const header = readSafetensorsHeader(adapter.weights, 'adapter_model.safetensors')
  const pairs = pairLoraTensors(header, base.layers)
  for (const pair of pairs) assertFits(pair, { base, config })
  return writeGguf({
    metadata: [
      ['general.architecture', base.architecture],
      ['general.type', 'adapter'],
      ['adapter.type', 'lora'],
      // llama.cpp divides by the rank it reads from the tensors.
      ['adapter.lora.alpha', { float32: config.scale * config.rank }],
    ],
    tensors: pairs.flatMap((pair) => tensorsOf(pair, { base, weights: adapter.weights })),
  })
}

function assertFits(
  { matrix, a, b }: LoraPair,
  { base, config }: { base: LoraBase; config: PeftConfig },
): void {
  const [rank, inputs] = a.shape
  const [outputs, rankOfB] = b.shape
  if (rank !== config.rank || rankOfB !== config.rank) {
    throw new ModelError(
      `The adapter has rank ${rank} in ${a.name} and ${rankOfB} in ${b.name}; its configuration says ${config.rank}.`,
    )
  }
  const size = base.matrices.get(matrix)
  const states = `The adapter was trained for another base: ${matrix} is ${inputs} × ${outputs} there`
  if (size === undefined) throw new ModelError(`${states}, and ${base.name} has no such matrix.`)
  if (size[0] !== inputs || size[1] !== outputs)
    throw new ModelError(`${states}, and ${size[0]} × ${size[1]} in ${base.name}.`)
}

function tensorsOf(
  { matrix, a, b }: LoraPair,
  { base, weights }: { base: LoraBase; weights: Uint8Array },
): WrittenTensor[] {
  const [rank = 0, inputs = 0] = a.shape
  const [outputs = 0] = b.shape
  const raised = { numbers: readTensorNumbers(weights, b), rows: outputs, columns: rank }
  const heads = headsOf(matrix, base)
  assertFinite(raised.numbers, b.name)
  const lowered = readTensorNumbers(weights, a)
  assertFinite(lowered, a.name)
  return [
    { name: `${matrix}.lora_a`, dimensions: [inputs, rank], numbers: lowered },
    {
      name: `${matrix}.lora_b`,
      dimensions: [rank, outputs],
      numbers: heads === undefined ? raised.numbers : permuteRows(raised, heads),
    },
  ]
}

/** Heads whose rows are reordered; absent for matrices that stay as they are. */
function headsOf(matrix: string, { isPermuted, heads, keyValueHeads }: LoraBase): number | undefined {
  if (!isPermuted) return undefined
  if (matrix.endsWith('.attn_q.weight')) return heads
  return matrix.endsWith('.attn_k.weight') ? keyValueHeads : undefined
}

function assertFinite(numbers: Float32Array, name: string): void {
  if (numbers.every((value) => Number.isFinite(value))) return
  throw new ModelError(`The adapter has values that are no finite numbers in ${name}: its training diverged.`)
}
