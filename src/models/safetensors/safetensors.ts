/** How a tensor's numbers are stored; others that the format knows are described, but not read as numbers. */
export const numberTypes = { F32: 4, F16: 2, BF16: 2 } as const
export type NumberType = keyof typeof numberTypes

/** One tensor of a safetensors file. */
export interface SafeTensor {
  name: string
  /** E.g. `F32`. */
  type: string
  /** Outermost first, as PyTorch names them; empty for a single number. */
  shape: number[]
  /** Bytes [start, end) of the file. */
  start: number
  end: number
}

/** What stands before the numbers in a safetensors file. */
export interface SafetensorsHeader {
  /** For messages. */
  name: string
  /** In the order of the header. */
  tensors: SafeTensor[]
  /** Free text by key, `__metadata__` in the file. */
  metadata: Readonly<Record<string, string>>
}
