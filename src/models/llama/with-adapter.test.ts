import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AdapterFile, ChatMessage } from '../../contracts/model.ts'
import { ModelError } from '../../errors.ts'
import { randomSource } from '../../stats/random-source.ts'
import { sha256 } from '../../text/sha256.ts'
import { ensureModel } from '../catalogue/ensure-model.ts'
import { ensureEngine } from '../engines/ensure-engine.ts'
import { ggufBytes } from '../gguf/gguf-bytes.fixture.ts'
import { prefixSource } from '../gguf/byte-cursor.ts'
import { readGgufHeader, readGgufHeaderFrom } from '../gguf/read-gguf-header.ts'
import { loraBaseOf } from '../lora/lora-base.ts'
import { writeLoraAdapter } from '../lora/write-lora-adapter.ts'
import { float32Bytes, safetensorsBytes } from '../safetensors/safetensors-bytes.fixture.ts'
import { createModelPool } from '../pool.ts'
import { openLlamaModel } from './open-llama-model.ts'
import type { LlamaModel } from './open-llama-model.ts'

const home = process.env['CROSSOVER_TEST_HOME']
const name = 'local:smollm2-135m'
const { signal } = new AbortController()
const messages: ChatMessage[] = [{ role: 'user', content: 'Name the capital city of France.' }]
const question = { messages, answer: 'The capital of France is Paris.', signal }

describe.skipIf(home === undefined)('a local model with adapters (needs CROSSOVER_TEST_HOME)', () => {
  let folder = ''
  let basePath = ''
  let model: LlamaModel

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossover-adapters-'))
    const engine = await ensureEngine({ name: 'llama', home: home ?? '' })
    const cached = await ensureModel({ name, home: home ?? '' })
    basePath = cached.files.model
    model = await openLlamaModel({ identity: cached.identity, path: basePath, engine, contextTokens: 512 })
  })
  afterAll(async () => {
    await model.close()
    await rm(folder, { recursive: true })
  })

  async function fileOf(label: string, bytes: Uint8Array): Promise<AdapterFile> {
    const path = join(folder, `${label}.gguf`)
    await writeFile(path, bytes)
    return { path, sha256: sha256(`${label} ${bytes.length}`) }
  }

  /** Changes the values of the first three layers by random matrices of rank 1; `strength` 0 changes nothing. */
  async function adapter(label: string, strength: number): Promise<AdapterFile> {
    const random = randomSource(1)
    const numbers = (count: number, scale: number) =>
      float32Bytes(Array.from({ length: count }, () => scale * (2 * random.next() - 1)))
    const weights = safetensorsBytes(
      [0, 1, 2].flatMap((layer) => {
        const module = `base_model.model.model.layers.${layer}.self_attn.v_proj`
        return [
          [`${module}.lora_A.weight`, 'F32', [1, 576], numbers(576, 0.2)] as const,
          [`${module}.lora_B.weight`, 'F32', [192, 1], numbers(192, strength)] as const,
        ]
      }),
    )
    const config = JSON.stringify({ peft_type: 'LORA', r: 1, lora_alpha: 1 })
    return fileOf(label, writeLoraAdapter({ config, weights }, loraBaseOf(name, readGgufHeader(basePath))))
  }

  it('answers as the base where the adapter adds nothing, and otherwise where it adds something', async () => {
    const [nothing, something] = [await adapter('nothing', 0), await adapter('something', 2)]
    const base = await model.scoreAnswer(question)
    const same = await (await model.withAdapter(nothing)).scoreAnswer(question)
    const other = await (await model.withAdapter(something)).scoreAnswer(question)
    expect(base.tokens).toHaveLength(8)
    expect(same).toEqual(base)
    expect(Math.max(...differences(base.logProbabilities, other.logProbabilities))).toBeGreaterThan(0.5)
    // The base is what it was, whoever was asked in between.
    expect(await model.scoreAnswer(question)).toEqual(base)
  })

  it('generates, chooses and says which adapter it is', async () => {
    const file = await adapter('something', 2)
    const adapted = await model.withAdapter(file)
    expect(adapted.identity).toEqual({ ...model.identity, adapterSha256: file.sha256 })
    const base = await model.generate({ messages, maxTokens: 8, signal })
    const tuned = await adapted.generate({ messages, maxTokens: 8, signal })
    expect(tuned.text).not.toBe(base.text)
    const labels = ['Paris', 'Rome']
    const choice = await adapted.choose({ messages, labels, signal })
    expect(choice.found).not.toBe((await model.choose({ messages, labels, signal })).found)
  })

  it('scores by the probabilities it chooses by: the product over a label’s tokens is its mass', async () => {
    const { found } = await model.choose({ messages, labels: ['Paris'], signal })
    const { logProbabilities } = await model.scoreAnswer({ ...question, answer: 'Paris' })
    expect(logProbabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(Math.log(found), 1)
  })

  it('scores answers longer than a decode call as if they were given in one piece', async () => {
    const short = await model.scoreAnswer({ ...question, answer: 'word '.repeat(200).trim() })
    const long = await model.scoreAnswer({ ...question, answer: 'word '.repeat(400).trim() })
    expect(long.tokens).toHaveLength(401)
    const front = (score: typeof long) => score.logProbabilities.slice(0, 200)
    expect(Math.max(...differences(front(short), front(long)))).toBeLessThan(0.1)
    expect(long.logProbabilities.every((value) => value <= 0 && Number.isFinite(value))).toBe(true)
  })

  it('opens again an adapter that four others put out, with the same answers', async () => {
    const first = await model.withAdapter(await adapter('first', 2))
    const before = await first.scoreAnswer(question)
    for (const label of ['b', 'c', 'd', 'e']) await model.withAdapter(await adapter(label, 1))
    expect(await first.scoreAnswer(question)).toEqual(before)
  })

  it('refuses an adapter for another base, and goes on', async () => {
    const pid = model.hostPid()
    const other = await fileOf('other', otherBase())
    await expect(model.withAdapter(other)).rejects.toThrow(ModelError)
    await expect(model.withAdapter(other)).rejects.toThrow(
      `was trained for another base: blk.0.attn_q.weight has 64 inputs there, 576 in ${name}.`,
    )
    const whole = await fileOf('whole', ggufBytes())
    await expect(model.withAdapter(whole)).rejects.toThrow('is no LoRA adapter: its header does not say so.')
    expect((await model.generate({ messages, maxTokens: 1, signal })).usage.outputTokens).toBe(1)
    expect(model.hostPid()).toBe(pid)
  })

  it('survives an adapter that only the engine finds wrong', async () => {
    const pid = model.hostPid()
    const file = await adapter('gone', 1)
    const adapted = await model.withAdapter(file)
    await rm(file.path)
    // In memory it is there yet; put out, it cannot be opened again.
    for (const label of ['b', 'c', 'd', 'e']) await model.withAdapter(await adapter(label, 1))
    await expect(adapted.generate({ messages, maxTokens: 1, signal })).rejects.toThrow(
      `The adapter ${file.path} cannot be added to this model`,
    )
    expect((await model.generate({ messages, maxTokens: 1, signal })).usage.outputTokens).toBe(1)
    expect(model.hostPid()).toBe(pid)
  })

  it('comes out of a pool with the base’s host, and not for hosted models', async () => {
    const pool = createModelPool({
      home: home ?? '',
      providers: { lab: { baseUrl: 'http://127.0.0.1:9/v1', protocol: 'openai-chat' } },
    })
    try {
      const file = await adapter('pooled', 2)
      expect(await pool.weights?.(name)).toBe(basePath)
      const adapted = await pool.language(name, { adapter: file })
      expect(adapted.identity.adapterSha256).toBe(file.sha256)
      expect(await adapted.scoreAnswer?.(question)).toBeDefined()
      await adapted.close()
      await expect(pool.language('lab:m', { adapter: file })).rejects.toThrow(
        'lab:m runs elsewhere: adapters are added to local models only.',
      )
    } finally {
      await pool.close()
    }
  })
})

function differences(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, index) => Math.abs(value - (b[index] ?? 0)))
}

function otherBase(): Uint8Array {
  const module = 'base_model.model.model.layers.0.self_attn.q_proj'
  const numbers = float32Bytes(Array<number>(64).fill(0.1))
  const weights = safetensorsBytes([
    [`${module}.lora_A.weight`, 'F32', [1, 64], numbers],
    [`${module}.lora_B.weight`, 'F32', [64, 1], numbers],
  ])
  const config = JSON.stringify({ peft_type: 'LORA', r: 1, lora_alpha: 1 })
  const header = readHeaderOf(ggufBytes())
  return writeLoraAdapter({ config, weights }, loraBaseOf('tiny', header))
}

function readHeaderOf(bytes: Buffer) {
  return readGgufHeaderFrom(prefixSource('tiny.gguf', bytes, bytes.length))
}
