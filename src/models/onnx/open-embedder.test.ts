import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelIdentity } from '../../contracts/model.ts'
import { EngineError, ModelError, StoppedError } from '../../errors.ts'
import { ensureModel } from '../catalogue/ensure-model.ts'
import { ensureEngine } from '../engines/ensure-engine.ts'
import type { CachedEmbedder } from './open-embedder.ts'
import { openEmbedder } from './open-embedder.ts'

const home = process.env['CROSSOVER_TEST_HOME'] ?? ''

// Vectors: Python onnxruntime 1.x and tokenizers 0.23 on the same two files, truncation 256, mean, length 1.
const parcel = { text: 'The parcel never arrived.', starts: [0.0186806, 0.0506434, 0.0216417, 0.0312447] }
const umlauts = {
  text: 'Übermäßig große Äpfel 🍎 kosten 3,50 €',
  starts: [-0.0516142, 0.0513691, 0.0072157, 0.0155297],
}
const long = {
  text: 'How do I bake bread at home? '.repeat(60),
  starts: [0.0744606, -0.0490139, 0.070249, -0.0364762],
}
const nothing = { text: '', starts: [-0.1273529, 0.0408738, -0.0014283, -0.0159858] }
const delivery = 'Where is my delivery?'

describe.skipIf(home === '')('openEmbedder on the real model (needs CROSSOVER_TEST_HOME)', () => {
  let embedder: CachedEmbedder
  let identity: ModelIdentity
  let files: { model: string; tokenizer: string }
  let engine: { folder: string }
  beforeAll(async () => {
    const model = await ensureModel({ name: 'local:minilm-l6', home })
    identity = model.identity
    files = { model: model.files.model, tokenizer: model.files.tokenizer ?? '' }
    engine = await ensureEngine({ name: 'onnx', home })
    embedder = await openEmbedder({ identity, files, engine })
  })
  afterAll(() => embedder.close())

  it.each([parcel, umlauts, long, nothing])(
    'gives the reference vector of "$text"',
    async ({ text, starts }) => {
      const [vector = new Float32Array()] = await embedder.embed([text])
      expect(vector).toHaveLength(384)
      for (const [index, value] of starts.entries()) expect(vector[index]).toBeCloseTo(value, 5)
      expect(dot(vector, vector)).toBeCloseTo(1, 6)
    },
  )

  it('keeps the order, whatever the lengths, and gives equal texts equal vectors', async () => {
    const texts = [long.text, parcel.text, delivery, nothing.text, parcel.text]
    const vectors = await embedder.embed(texts)
    for (const [index, text] of texts.entries()) {
      const [alone] = await embedder.embed([text])
      expect(vectors[index]).toEqual(alone)
    }
    const [, a = new Float32Array(), b = new Float32Array()] = vectors
    expect(dot(a, b)).toBeCloseTo(0.3410269, 5)
  })

  it('gives the same bits in batches of 1 and of 32', async () => {
    const texts = Array.from(
      { length: 40 },
      (_, index) => `${'please '.repeat(index % 7)}check order ${index}`,
    )
    const single = await openEmbedder({ identity, files, engine, batchSize: 1, threads: 1 })
    expect(await single.embed(texts)).toEqual(await embedder.embed(texts))
    await single.close()
  })

  it('cuts a text after 256 word pieces and costs no more for a megabyte', async () => {
    const [short, cut] = await embedder.embed([long.text, long.text.repeat(600)])
    expect(cut).toEqual(short)
  })

  it('gives nothing for no texts', async () => {
    expect(await embedder.embed([])).toEqual([])
  })

  it('stops between batches', async () => {
    await expect(embedder.embed(['text'], AbortSignal.abort())).rejects.toBeInstanceOf(StoppedError)
  })

  it('refuses a file that is no model, and an engine that is not there', async () => {
    const broken = { ...files, model: files.tokenizer }
    await expect(openEmbedder({ identity, files: broken, engine })).rejects.toBeInstanceOf(ModelError)
    await expect(
      openEmbedder({ identity, files: { ...files, tokenizer: import.meta.filename }, engine }),
    ).rejects.toThrow('is no tokenizer that can be read')
    const absent = openEmbedder({ identity, files, engine: { folder: '/no/engine' } })
    await expect(absent).rejects.toBeInstanceOf(EngineError)
    await expect(absent).rejects.toThrow('onnxruntime-node could not be loaded from /no/engine')
  })
})

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((total, value, index) => total + value * (b[index] ?? 0), 0)
}
