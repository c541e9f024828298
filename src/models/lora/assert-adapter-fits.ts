import { ModelError } from '../../errors.ts'
import type { GgufHeader, GgufTensor, GgufValue } from '../gguf/gguf-header.ts'

/** A GGUF file's header, with what to call it in messages. */
export interface NamedHeader {
  name: string
  header: GgufHeader
}

/**
 * Refuses a GGUF adapter that does not belong to a base, before native code loads it.
 *
 * @throws ModelError when it is no LoRA adapter, or was made for another architecture or for matrices of another size.
 */
export function assertAdapterFits(adapter: NamedHeader, base: NamedHeader): void {
  const { name, header } = adapter
  if (valueOf(header, 'general.type') !== 'adapter' || valueOf(header, 'adapter.type') !== 'lora')
    throw new ModelError(`${name} is no LoRA adapter: its header does not say so.`)
  const made = valueOf(header, 'general.architecture')
  const runs = valueOf(base.header, 'general.architecture')
  if (made !== runs) {
    throw new ModelError(
      `${name} was trained for another base: an architecture ${shown(made)}; ${base.name} is ${shown(runs)}.`,
    )
  }
  const matrices = new Map(base.header.tensors.map((tensor) => [tensor.name, tensor]))
  for (const tensor of header.tensors) assertMatrix(tensor, { name, base: base.name, matrices })
}

interface Matrices {
  name: string
  base: string
  matrices: ReadonlyMap<string, GgufTensor>
}

function assertMatrix(tensor: GgufTensor, { name, base, matrices }: Matrices): void {
  const [, matrix = '', half] = /^(.+)\.lora_([ab])$/.exec(tensor.name) ?? []
  if (half === undefined) throw new ModelError(`${name} holds ${tensor.name}, which is no LoRA matrix.`)
  const size = matrices.get(matrix)?.dimensions
  const [first = 0, second = 0] = tensor.dimensions
  const [place, its] = half === 'a' ? (['inputs', first] as const) : (['outputs', second] as const)
  const needed = half === 'a' ? size?.[0] : size?.[1]
  if (needed === its && tensor.dimensions.length === 2) return
  const has = needed === undefined ? `${base} has no such matrix` : `${needed} in ${base}`
  throw new ModelError(`${name} was trained for another base: ${matrix} has ${its} ${place} there, ${has}.`)
}

function valueOf({ metadata }: GgufHeader, key: string): GgufValue | undefined {
  return metadata.find((entry) => entry.key === key)?.value
}

function shown(value: GgufValue | undefined): string {
  return typeof value === 'string' ? value : 'it does not name'
}
