import { describe, expect, it } from 'vitest'
import { ModelError } from '../../errors.ts'
import { ggufBytes, smallModel } from '../gguf/gguf-bytes.fixture.ts'
import type { GgufHeader } from '../gguf/gguf-header.ts'
import { prefixSource } from '../gguf/byte-cursor.ts'
import { readGgufHeaderFrom } from '../gguf/read-gguf-header.ts'
import { float32Bytes, safetensorsBytes } from '../safetensors/safetensors-bytes.fixture.ts'
import { loraBaseOf } from './lora-base.ts'
import { permuteRows } from './permute-rows.ts'
import { writeLoraAdapter } from './write-lora-adapter.ts'
import type { PeftAdapter } from './write-lora-adapter.ts'

const rank = 2
const layer = 'base_model.model.model.layers.0'

/** 4 query heads and 2 for keys and values, of 16 rows each: matrices of 64 and 32 rows. */
const base = loraBaseOf('tiny', headerOf(modelOf('llama')))

function modelOf(architecture: string, metadata: Record<string, string | number> = {}): Buffer {
  const own = Object.entries(smallModel).map(
    ([key, value]) => [key.replace(/^llama\./, `${architecture}.`), value] as const,
  )
  return ggufBytes({ ...Object.fromEntries(own), 'general.architecture': architecture, ...metadata }, [
    ['token_embd.weight', [64, 4], 8],
    ['blk.0.attn_q.weight', [64, 64], 8],
    ['blk.0.attn_k.weight', [64, 32], 8],
    ['blk.0.attn_v.weight', [64, 32], 8],
    ['blk.0.ffn_up.weight', [64, 96], 8],
    ['blk.0.ffn_down.weight', [96, 64], 8],
  ])
}

function headerOf(bytes: Buffer): GgufHeader {
  return readGgufHeaderFrom(prefixSource('made.gguf', bytes, bytes.length))
}

/** Counts from 0 in steps of 1/8, so that every number says where it stood. */
function counting(count: number): Buffer {
  return float32Bytes(Array.from({ length: count }, (_, index) => index / 8))
}

interface Module {
  path: string
  inputs: number
  outputs: number
}

const query: Module = { path: 'self_attn.q_proj', inputs: 64, outputs: 64 }
const key: Module = { path: 'self_attn.k_proj', inputs: 64, outputs: 32 }
const value: Module = { path: 'self_attn.v_proj', inputs: 64, outputs: 32 }
const down: Module = { path: 'mlp.down_proj', inputs: 96, outputs: 64 }

function weightsOf(modules: readonly Module[], made = rank): Buffer {
  return safetensorsBytes(
    modules.flatMap(({ path, inputs, outputs }) => [
      [`${layer}.${path}.lora_A.weight`, 'F32', [made, inputs], counting(made * inputs)] as const,
      [`${layer}.${path}.lora_B.weight`, 'F32', [outputs, made], counting(outputs * made)] as const,
    ]),
  )
}

function configOf(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({ peft_type: 'LORA', r: rank, lora_alpha: 8, ...changes })
}

function written(bytes: Buffer): { header: GgufHeader; numbers: (name: string) => number[] } {
  const header = headerOf(bytes)
  return {
    header,
    numbers(name) {
      const tensor = header.tensors.find((entry) => entry.name === name)
      const { offset = 0, bytes: length = 0 } = tensor ?? {}
      return Array.from({ length: length / 4 }, (_, index) => bytes.readFloatLE(offset + 4 * index))
    },
  }
}

describe('writeLoraAdapter', () => {
  it('writes an adapter that our own reader reads back', () => {
    const { header } = written(
      writeLoraAdapter({ config: configOf(), weights: weightsOf([query, key, down]) }, base),
    )
    expect(header.metadata.map((entry) => [entry.key, entry.value])).toEqual([
      ['general.architecture', 'llama'],
      ['general.type', 'adapter'],
      ['adapter.type', 'lora'],
      ['adapter.lora.alpha', 8],
    ])
    expect(header.tensors.map(({ name, dimensions, type }) => [name, dimensions, type])).toEqual([
      ['blk.0.attn_q.weight.lora_a', [64, 2], 0],
      ['blk.0.attn_q.weight.lora_b', [2, 64], 0],
      ['blk.0.attn_k.weight.lora_a', [64, 2], 0],
      ['blk.0.attn_k.weight.lora_b', [2, 32], 0],
      ['blk.0.ffn_down.weight.lora_a', [96, 2], 0],
      ['blk.0.ffn_down.weight.lora_b', [2, 64], 0],
    ])
  })

  it('reorders rows of queries and keys head by head, and nothing else', () => {
    const { numbers } = written(
      writeLoraAdapter({ config: configOf(), weights: weightsOf([query, key, value]) }, base),
    )
    // A head has 16 rows: 0, 8, 1, 9, 2 … 7, 15; a row has two numbers, the first of row r is r/4.
    const firsts = (name: string) =>
      numbers(name)
        .filter((_, index) => index % 2 === 0)
        .map((first) => first * 4)
    const head = [0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15]
    const heads = (count: number) =>
      Array.from({ length: count }, (_, at) => head.map((row) => row + 16 * at)).flat()
    expect(firsts('blk.0.attn_q.weight.lora_b')).toEqual(heads(4))
    expect(firsts('blk.0.attn_k.weight.lora_b')).toEqual(heads(2))
    expect(firsts('blk.0.attn_v.weight.lora_b')).toEqual(Array.from({ length: 32 }, (_, row) => row))
    expect(numbers('blk.0.attn_q.weight.lora_a')).toEqual(Array.from({ length: 128 }, (_, at) => at / 8))
  })

  it('keeps rows in order where the architecture does', () => {
    const qwen = loraBaseOf('tiny', headerOf(modelOf('qwen2')))
    const { header, numbers } = written(
      writeLoraAdapter({ config: configOf(), weights: weightsOf([query]) }, qwen),
    )
    expect(header.metadata[0]?.value).toBe('qwen2')
    expect(numbers('blk.0.attn_q.weight.lora_b')).toEqual(Array.from({ length: 128 }, (_, at) => at / 8))
  })

  it('puts a rank-stabilised scale into alpha: 8 / √2 is 8·√2 / 2', () => {
    const config = configOf({ use_rslora: true })
    const { header } = written(writeLoraAdapter({ config, weights: weightsOf([query]) }, base))
    expect(header.metadata.at(-1)?.value).toBeCloseTo(8 * Math.SQRT2, 5)
  })

  it('gives the same bytes for the same adapter', () => {
    const write = () => writeLoraAdapter({ config: configOf(), weights: weightsOf([query]) }, base)
    expect(write().equals(write())).toBe(true)
  })

  it.each<[string, PeftAdapter, string]>([
    [
      'a rank that is not the configuration’s',
      { config: configOf({ r: 4 }), weights: weightsOf([query]) },
      `The adapter has rank 2 in ${layer}.self_attn.q_proj.lora_A.weight and 2 in`,
    ],
    [
      'matrices of another size',
      { config: configOf(), weights: weightsOf([{ ...query, inputs: 96 }]) },
      'The adapter was trained for another base: blk.0.attn_q.weight is 96 × 64 there, and 64 × 64 in tiny.',
    ],
    [
      'a matrix the base lacks',
      { config: configOf(), weights: weightsOf([{ path: 'mlp.gate_proj', inputs: 64, outputs: 96 }]) },
      'blk.0.ffn_gate.weight is 64 × 96 there, and tiny has no such matrix.',
    ],
    [
      'more layers than the base has',
      {
        config: configOf(),
        weights: safetensorsBytes([
          ['base_model.model.model.layers.7.mlp.up_proj.lora_A.weight', 'F32', [2, 64], counting(128)],
        ]),
      },
      'The adapter was trained for another base: it has a layer 7, the base 1 layers.',
    ],
    [
      'an unknown module',
      {
        config: configOf(),
        weights: safetensorsBytes([
          ['base_model.model.lm_head.lora_A.weight', 'F32', [2, 64], counting(128)],
        ]),
      },
      'adapter_model.safetensors holds "base_model.model.lm_head.lora_A.weight". LoRA matrices of these modules are known: self_attn.q_proj',
    ],
    [
      'a half alone',
      {
        config: configOf(),
        weights: safetensorsBytes([
          [`${layer}.self_attn.q_proj.lora_B.weight`, 'F32', [64, 2], counting(128)],
        ]),
      },
      'but not the other matrix of blk.0.attn_q.weight.',
    ],
    ['no matrices', { config: configOf(), weights: safetensorsBytes([]) }, 'holds no LoRA matrices.'],
    [
      'numbers that are none',
      {
        config: configOf(),
        weights: safetensorsBytes([
          [`${layer}.self_attn.q_proj.lora_A.weight`, 'F32', [2, 64], float32Bytes(Array(128).fill(NaN))],
          [`${layer}.self_attn.q_proj.lora_B.weight`, 'F32', [64, 2], counting(128)],
        ]),
      },
      'values that are no finite numbers',
    ],
    [
      'DoRA',
      { config: configOf({ use_dora: true }), weights: weightsOf([query]) },
      'adapter_config.json uses DoRA (use_dora)',
    ],
    [
      'whole modules',
      { config: configOf({ modules_to_save: ['embed_tokens'] }), weights: weightsOf([query]) },
      'saves whole modules (modules_to_save: embed_tokens)',
    ],
    [
      'ranks by module',
      { config: configOf({ rank_pattern: { q_proj: 4 } }), weights: weightsOf([query]) },
      'rank_pattern',
    ],
    ['biases', { config: configOf({ bias: 'all' }), weights: weightsOf([query]) }, 'trains biases'],
    [
      'a changed base',
      { config: configOf({ init_lora_weights: 'pissa_niter_4' }), weights: weightsOf([query]) },
      'init_lora_weights: pissa',
    ],
    [
      'another kind',
      { config: configOf({ peft_type: 'IA3' }), weights: weightsOf([query]) },
      'is of the type "IA3", not LORA',
    ],
    [
      'a configuration that is none',
      { config: '{"r": 0}', weights: weightsOf([query]) },
      'is no LoRA configuration',
    ],
    ['no JSON', { config: 'r: 2', weights: weightsOf([query]) }, 'adapter_config.json is not JSON'],
  ])('refuses %s', (_, adapter, message) => {
    const writing = () => writeLoraAdapter(adapter, base)
    expect(writing).toThrow(ModelError)
    expect(writing).toThrow(message)
  })
})

describe('loraBaseOf', () => {
  it('says which architectures adapters are written for', () => {
    expect(() => loraBaseOf('mamba-tiny', headerOf(modelOf('mamba')))).toThrow(
      'mamba-tiny has the architecture mamba. Adapters can be written for: llama, smollm3, qwen2',
    )
  })

  it('says which number is missing', () => {
    expect(() => loraBaseOf('tiny', headerOf(modelOf('llama', { 'llama.block_count': 'many' })))).toThrow(
      'tiny states no single number for llama.block_count',
    )
  })
})

describe('permuteRows', () => {
  it('makes neighbours of rows that were half a head apart', () => {
    const numbers = Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7])
    expect([...permuteRows({ numbers, rows: 8, columns: 1 }, 2)]).toEqual([0, 2, 1, 3, 4, 6, 5, 7])
  })
})
