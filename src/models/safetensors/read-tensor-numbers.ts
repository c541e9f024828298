import { ModelError } from '../../errors.ts'
import { halfToNumber } from '../gguf/half-float.ts'
import { numberTypes } from './safetensors.ts'
import type { NumberType, SafeTensor } from './safetensors.ts'

/**
 * The numbers of a tensor in single precision, last dimension fastest.
 *
 * @param bytes the whole file that `readSafetensorsHeader` described.
 * @throws ModelError when its type is none of F32, F16, BF16.
 */
export function readTensorNumbers(bytes: Uint8Array, tensor: SafeTensor): Float32Array {
  const { type } = tensor
  if (!isNumberType(type)) {
    const known = Object.keys(numberTypes).join(', ')
    throw new ModelError(`The tensor ${tensor.name} has the type ${type}. Types that are read: ${known}.`)
  }
  const width = numberTypes[type]
  const view = new DataView(bytes.buffer, bytes.byteOffset + tensor.start, tensor.end - tensor.start)
  const numbers = new Float32Array(view.byteLength / width)
  for (let index = 0; index < numbers.length; index += 1) numbers[index] = readers[type](view, index * width)
  return numbers
}

function isNumberType(type: string): type is NumberType {
  return Object.hasOwn(numberTypes, type)
}

const readers: Readonly<Record<NumberType, (view: DataView, offset: number) => number>> = {
  F32: (view, offset) => view.getFloat32(offset, true),
  F16: (view, offset) => halfToNumber(view.getUint16(offset, true)),
  BF16: (view, offset) => upperHalf(view.getUint16(offset, true)),
}

const scratch = new DataView(new ArrayBuffer(4))

/** A bfloat16 is the upper half of a number of single precision. */
function upperHalf(bits: number): number {
  scratch.setUint32(0, bits << 16)
  return scratch.getFloat32(0)
}
