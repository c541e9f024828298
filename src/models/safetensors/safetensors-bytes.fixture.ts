/** A tensor by name, type, shape and raw bytes. */
export type MadeTensor = readonly [name: string, type: string, shape: readonly number[], bytes: Uint8Array]

/** The bytes of a safetensors file with the tensors in the order given. */
export function safetensorsBytes(
  tensors: readonly MadeTensor[],
  metadata?: Readonly<Record<string, string>>,
): Buffer {
  let free = 0
  const entries = tensors.map(([name, dtype, shape, bytes]) => {
    const start = free
    free += bytes.length
    return [name, { dtype, shape, data_offsets: [start, free] }] as const
  })
  const header = {
    ...(metadata === undefined ? {} : { __metadata__: metadata }),
    ...Object.fromEntries(entries),
  }
  return fileOf(JSON.stringify(header), Buffer.concat(tensors.map(([, , , bytes]) => bytes)))
}

/** A header as text, whatever it says, and what follows it. */
export function fileOf(header: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const text = Buffer.from(header, 'utf8')
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, data])
}

/** Numbers in single precision, little-endian. */
export function float32Bytes(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length)
  numbers.forEach((value, index) => bytes.writeFloatLE(value, 4 * index))
  return bytes
}
