import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { assertRunnable } from './assert-runnable.ts'
import { BytesNotHereError, prefixSource } from './byte-cursor.ts'
import { ggufBytes, smallModel } from './gguf-bytes.fixture.ts'
import { ggufFacts } from './gguf-facts.ts'
import { readGgufHeader, readGgufHeaderFrom } from './read-gguf-header.ts'

const factsOf = (bytes: Buffer) =>
  ggufFacts(readGgufHeaderFrom(prefixSource('tiny.gguf', bytes, bytes.length)))

describe('ggufFacts', () => {
  it('reads what a model is, counts its weights and the memory of its context', () => {
    expect(factsOf(ggufBytes())).toEqual({
      architecture: 'llama',
      type: 'model',
      pieces: 1,
      title: 'Tiny Instruct',
      licence: 'mit',
      parameters: 64 * 4 + 64 * 64,
      contextTokens: 4096,
      quantisation: 'Q4_K_M',
      hasChatTemplate: true,
      tokenizer: 'gpt2',
      vocabularySize: 4,
      // 1 layer × 2 heads × (16 key + 16 value numbers) × 2 bytes
      cacheBytesPerToken: 128,
    })
  })

  it('takes key and value lengths of their own, and all heads where it does not say', () => {
    const own = { ...smallModel, 'llama.attention.key_length': 24, 'llama.attention.value_length': 8 }
    expect(factsOf(ggufBytes(own)).cacheBytesPerToken).toBe(128)
    const silent = { ...smallModel, 'llama.attention.head_count_kv': undefined }
    expect(factsOf(ggufBytes(silent)).cacheBytesPerToken).toBe(256)
  })

  it('names the tensor type with most bytes where the file type is unknown', () => {
    expect(factsOf(ggufBytes({ ...smallModel, 'general.file_type': 999 })).quantisation).toBe('F32')
  })

  it('reads a file that another program wrote', () => {
    const path = fileURLToPath(new URL('../../../test/fixtures/gguf/small-q4_1.gguf', import.meta.url))
    const facts = ggufFacts(readGgufHeader(path))
    expect(facts).toMatchObject({ architecture: 'llama', quantisation: 'Q4_1', title: 'crossover fixture' })
    expect(facts.parameters).toBe(32 * 5 + 64 * 6 + 3 + 32 * 40 + 33 * 2)
  })
})

describe('a header of which only the beginning is here', () => {
  it('says how many bytes are needed, until they are enough', () => {
    const bytes = ggufBytes()
    const read = (length: number) => {
      try {
        return readGgufHeaderFrom(prefixSource('tiny.gguf', bytes.subarray(0, length), bytes.length))
      } catch (error) {
        if (error instanceof BytesNotHereError) return error.needed
        throw error
      }
    }
    const lengths = [1]
    let answer = read(1)
    while (typeof answer === 'number') {
      lengths.push(answer)
      answer = read(answer)
    }
    expect(lengths).toEqual([...new Set(lengths)].toSorted((a, b) => a - b))
    expect(lengths.length).toBeGreaterThan(10)
    expect(lengths.at(-1)).toBeLessThanOrEqual(answer.dataOffset)
  })
})

describe('assertRunnable', () => {
  const check = (changes: Parameters<typeof ggufBytes>[0]) => () =>
    assertRunnable('tiny.gguf', factsOf(ggufBytes({ ...smallModel, ...changes })))

  it('has nothing to say about a model the engine names', () => {
    expect(check({})()).toEqual([])
  })

  it('only warns of an architecture that may be newer than the engine', () => {
    expect(check({ 'general.architecture': 'llama9' })()).toEqual([
      expect.stringMatching(/^Architecture llama9 is not among the \d+ this llama engine names/),
    ])
  })

  it.each([
    [
      'an encoder',
      { 'general.architecture': 'bert' },
      'is a text encoder (architecture bert), which writes no text. Architectures that run: llama, ',
    ],
    ['an adapter', { 'general.type': 'adapter' }, 'is of the type "adapter"'],
    ['a piece', { 'split.count': 3 }, 'is one of 3 files of a split model'],
    ['a base model', { 'tokenizer.chat_template': undefined }, 'has no chat template'],
    ['a file without a tokenizer', { 'tokenizer.ggml.model': undefined }, 'holds no tokenizer'],
  ])('refuses %s', (_title, changes, message) => {
    expect(check(changes)).toThrow(`tiny.gguf ${message}`)
  })
})
