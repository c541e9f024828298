import { Buffer } from 'node:buffer'
import { multiplyModule } from './multiply.gen.ts'

/** Where a product's operands lie: float offsets into `MatrixMemory.floats`; see multiply.wat for shapes. */
export interface Product {
  a: number
  /** Floats from one row of A to the next, and from one inner element to the next: swapped for a transpose. */
  rowStep: number
  innerStep: number
  b: number
  c: number
  /** A multiple of 4. */
  rows: number
  inner: number
  /** A multiple of 8. */
  columns: number
}

/** Single-precision matrices in one memory, and C += A · B on them. */
export interface MatrixMemory {
  floats: Float32Array
  multiplyAdd(product: Product): void
}

/**
 * A memory of so many floats with a vectorised product (128-bit WebAssembly): about 30 GFlop/s where plain JavaScript
 * reaches 2, the same bits on every machine.
 */
export function createMatrixMemory(floatCount: number): MatrixMemory {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((floatCount * 4) / pageBytes) })
  const module = new WebAssembly.Module(Buffer.from(multiplyModule, 'base64'))
  const { exports } = new WebAssembly.Instance(module, { host: { memory } })
  return {
    floats: new Float32Array(memory.buffer),
    multiplyAdd: ({ a, rowStep, innerStep, b, c, rows, inner, columns }) =>
      exports.multiplyAdd(a * 4, rowStep * 4, innerStep * 4, b * 4, c * 4, rows, inner, columns),
  }
}

const pageBytes = 65_536

// Node has it; the type packages in use do not declare it.
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: { multiplyAdd(...numbers: number[]): void } }
}
