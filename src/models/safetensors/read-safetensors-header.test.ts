import { describe, expect, it } from 'vitest'
import { ModelError } from '../../errors.ts'
import { readSafetensorsHeader } from './read-safetensors-header.ts'
import { readTensorNumbers } from './read-tensor-numbers.ts'
import { fileOf, float32Bytes, safetensorsBytes } from './safetensors-bytes.fixture.ts'

const name = 'adapter.safetensors'

/** A header with one tensor as described. */
function described(tensor: object, bytes = 0): Buffer {
  return fileOf(JSON.stringify({ t: tensor }), Buffer.alloc(bytes))
}

describe('readSafetensorsHeader', () => {
  it('describes the tensors and keeps the free text', () => {
    const bytes = safetensorsBytes([['t', 'F32', [2, 1], float32Bytes([1, -2])]], { format: 'pt' })
    const header = readSafetensorsHeader(bytes, name)
    expect(header.metadata).toEqual({ format: 'pt' })
    const start = bytes.length - 8
    expect(header.tensors).toEqual([{ name: 't', type: 'F32', shape: [2, 1], start, end: start + 8 }])
  })

  it.each([
    ['a short file', Buffer.from('GGUF'), `${name} has 4 bytes: it is no safetensors file.`],
    ['a PyTorch zip', Buffer.from('PK\u0003\u0004 archive/data.pkl'), 'is a pickle, which can run code'],
    ['a bare pickle', Buffer.from([0x80, 2, 0x63, 0x6f, 0x73, 0x0a, 0x73, 0x79, 0x73, 0x2e]), 'is a pickle'],
    ['a header without end', Buffer.alloc(64, 0xff), 'states a header of 18446744073709551615 bytes'],
    ['a header that is cut off', fileOf('{"t":').subarray(0, 11), 'ends at byte 11 inside its header'],
    ['no JSON', fileOf('{"t":'), 'has a header that is no JSON object'],
    ['a list', fileOf('[1, 2]'), 'has a header that is no JSON object'],
    ['free text that is none', fileOf('{"__metadata__":{"a":1}}'), 'describes __metadata__ wrongly (a)'],
    ['a tensor without a shape', described({ dtype: 'F32' }), 'describes the tensor "t" wrongly (shape)'],
    [
      'a negative size',
      described({ dtype: 'F32', shape: [-1], data_offsets: [0, 4] }),
      'describes the tensor "t" wrongly (shape.0)',
    ],
    [
      'an unknown type',
      described({ dtype: 'Q4', shape: [1], data_offsets: [0, 4] }),
      'gives "t" the type "Q4", which is unknown.',
    ],
    [
      'a shape of another size',
      described({ dtype: 'F32', shape: [2, 2], data_offsets: [0, 4] }, 4),
      'gives "t" 4 bytes; F32 of the shape [2, 2] takes 16.',
    ],
    [
      'sizes whose product is no number of bytes',
      described({ dtype: 'F32', shape: [2 ** 40, 2 ** 40], data_offsets: [0, 4] }, 4),
      'gives "t" 4 bytes',
    ],
    [
      'a tensor behind the end',
      described({ dtype: 'F32', shape: [1], data_offsets: [0, 4] }),
      '"t" would end at byte',
    ],
    [
      'a gap',
      described({ dtype: 'U8', shape: [1], data_offsets: [1, 2] }, 2),
      `${name}: "t" leaves a gap before it.`,
    ],
    [
      'bytes nothing describes',
      described({ dtype: 'U8', shape: [1], data_offsets: [0, 1] }, 3),
      `${name} has 2 bytes behind its last tensor`,
    ],
    [
      'tensors over each other',
      fileOf(
        JSON.stringify({
          a: { dtype: 'U8', shape: [2], data_offsets: [0, 2] },
          b: { dtype: 'U8', shape: [2], data_offsets: [1, 3] },
        }),
        Buffer.alloc(3),
      ),
      `${name}: "b" lies over another tensor.`,
    ],
  ])('refuses %s', (_, bytes, message) => {
    const reading = () => readSafetensorsHeader(bytes, name)
    expect(reading).toThrow(ModelError)
    expect(reading).toThrow(message)
  })

  it('takes names that mean something to JavaScript as names', () => {
    const bytes = fileOf('{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', Buffer.alloc(1))
    expect(readSafetensorsHeader(bytes, name).tensors.map((tensor) => tensor.name)).toEqual(['__proto__'])
  })
})

describe('readTensorNumbers', () => {
  const only = (type: string, shape: number[], bytes: Uint8Array) => {
    const file = safetensorsBytes([['t', type, shape, bytes]])
    return readSafetensorsHeader(file, name).tensors.map((tensor) => [...readTensorNumbers(file, tensor)])[0]
  }

  it('reads single precision', () => {
    expect(only('F32', [2, 2], float32Bytes([1, -2, 0.5, 3]))).toEqual([1, -2, 0.5, 3])
  })

  it('reads halves and bfloat16', () => {
    // 1.5 = 0x3e00 and −2 = 0xc000 as halves; 1.5 = 0x3fc0 and −2 = 0xc000 as the upper half of a float32.
    expect(only('F16', [2], Buffer.from([0x00, 0x3e, 0x00, 0xc0]))).toEqual([1.5, -2])
    expect(only('BF16', [2], Buffer.from([0xc0, 0x3f, 0x00, 0xc0]))).toEqual([1.5, -2])
  })

  it('reads a single number and an empty tensor', () => {
    expect(only('F32', [], float32Bytes([7]))).toEqual([7])
    expect(only('F32', [0, 4], Buffer.alloc(0))).toEqual([])
  })

  it('refuses other types', () => {
    expect(() => only('I64', [1], Buffer.alloc(8))).toThrow(
      'The tensor t has the type I64. Types that are read: F32, F16, BF16.',
    )
  })
})
