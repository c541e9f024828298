import { ModelError } from '../../errors.ts'
import type { SafetensorsHeader, SafeTensor } from '../safetensors/safetensors.ts'
import { loraModules } from './lora-modules.data.ts'

/** What is added to one matrix of the base. */
export interface LoraPair {
  /** The matrix as llama.cpp names it, e.g. `blk.0.attn_q.weight`. */
  matrix: string
  /** Shape [rank, inputs]. */
  a: SafeTensor
  /** Shape [outputs, rank]. */
  b: SafeTensor
}

/** `default` is the adapter's name inside PEFT, which some versions keep. */
const layerTensor =
  /^base_model\.model\.model\.layers\.(\d{1,4})\.([a-z_]+\.[a-z0-9_]+)\.lora_([AB])(?:\.default)?\.weight$/

/**
 * Brings the tensors of a PEFT adapter together, by layer and module.
 *
 * @param layers of the base.
 * @throws ModelError for a tensor that is no LoRA matrix of a known module, a half that lacks the other, or none at all.
 */
export function pairLoraTensors({ name, tensors }: SafetensorsHeader, layers: number): LoraPair[] {
  const pairs = new Map<string, { a?: SafeTensor; b?: SafeTensor }>()
  for (const tensor of tensors) {
    const { matrix, half } = placeOf(tensor, { name, layers })
    const pair = pairs.get(matrix) ?? {}
    pairs.set(matrix, { ...pair, [half]: tensor })
  }
  if (pairs.size === 0) throw new ModelError(`${name} holds no LoRA matrices.`)
  return [...pairs].map(([matrix, { a, b }]) => {
    const other = a ?? b
    if (a !== undefined && b !== undefined) return { matrix, a, b }
    throw new ModelError(`${name} holds ${other?.name}, but not the other matrix of ${matrix}.`)
  })
}

function placeOf(
  tensor: SafeTensor,
  { name, layers }: { name: string; layers: number },
): { matrix: string; half: 'a' | 'b' } {
  const [, layer = '', module = '', half] = layerTensor.exec(tensor.name) ?? []
  const matrix = Object.hasOwn(loraModules, module) ? loraModules[module] : undefined
  if (matrix === undefined) {
    const known = Object.keys(loraModules).join(', ')
    throw new ModelError(
      `${name} holds ${JSON.stringify(tensor.name.slice(0, 200))}. LoRA matrices of these modules are known: ${known}.`,
    )
  }
  if (Number(layer) >= layers)
    throw new ModelError(
      `The adapter was trained for another base: it has a layer ${layer}, the base ${layers} layers.`,
    )
  if (tensor.shape.length !== 2) {
    throw new ModelError(
      `${name} gives ${tensor.name} ${tensor.shape.length} dimensions. LoRA matrices have 2.`,
    )
  }
  return { matrix: `blk.${Number(layer)}.${matrix}.weight`, half: half === 'A' ? 'a' : 'b' }
}
