import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext, TrainingSplit } from '../../../contracts/method.ts'
import type { AnswerScore, LanguageModel, LanguageOptions } from '../../../contracts/model.ts'
import { silentProgress } from '../../../contracts/progress.ts'
import { taskFileSchema } from '../../../contracts/task.ts'
import type { LoraJob, Trainer, TrainingReply } from '../../../contracts/trainer.ts'
import { ggufBytes } from '../../../models/gguf/gguf-bytes.fixture.ts'
import { readGgufHeader } from '../../../models/gguf/read-gguf-header.ts'
import { float32Bytes, safetensorsBytes } from '../../../models/safetensors/safetensors-bytes.fixture.ts'
import { openStore, type Store } from '../../../store/open-store.ts'
import { getJson } from '../../artifact-codec.ts'
import { lora } from './lora.ts'

let folder = ''
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossover-lora-'))
  store = openStore(folder)
  await writeFile(join(folder, 'base.gguf'), ggufBytes())
})
afterEach(async () => {
  store.close()
  await rm(folder, { recursive: true })
})

const base = 'local:tiny'
const merits = [0.5, 0.8, 0.7, 0.6, 0.9]

function row(id: string): Example {
  return { id, input: { text: `Order ${id}` }, expected: `Answer ${id}`, source: { file: 'a', line: 1 } }
}

const train = ['a', 'b', 'c'].map(row)
const validation = ['v', 'w'].map(row)
const split: TrainingSplit = { train, validation, take: () => split }

/** A rank-1 adapter of one matrix whose numbers are the epoch. */
async function writeCheckpoint(path: string, epoch: number): Promise<string> {
  await mkdir(path, { recursive: true })
  const module = 'base_model.model.model.layers.0.self_attn.q_proj'
  const numbers = float32Bytes(Array<number>(64).fill(epoch))
  const tensors = [
    [`${module}.lora_A.weight`, 'F32', [1, 64], numbers],
    [`${module}.lora_B.weight`, 'F32', [64, 1], numbers],
  ] as const
  await writeFile(join(path, 'adapter_model.safetensors'), safetensorsBytes(tensors))
  const config = { peft_type: 'LORA', r: 1, lora_alpha: 2 }
  await writeFile(join(path, 'adapter_config.json'), JSON.stringify(config))
  return path
}

interface Told {
  job?: LoraJob
  replies: TrainingReply[]
  opened: (LanguageOptions | undefined)[]
  asked: string[]
}

const score: AnswerScore = {
  promptTokens: [1],
  tokens: [2, 3],
  logProbabilities: [-1, -1],
  argmaxTokens: [2, 4],
}

/** Trains nothing: hands out checkpoints until it is told to stop. */
function fakeTrainer(told: Told, { seconds = 60, trained = score } = {}): Trainer {
  return {
    async folder(key) {
      const path = join(folder, 'training', key)
      await mkdir(path, { recursive: true })
      return path
    },
    async train(job, watch) {
      told.job = job
      const estimate = { seconds, memoryBytes: 1, freeMemoryBytes: null }
      if ((await watch.onEstimate(estimate)).type === 'stop') return { reason: 'estimated' }
      for (let epoch = 1; epoch <= job.training.epochs; epoch += 1) {
        const path = await writeCheckpoint(join(job.folder, `epoch-${epoch}`), epoch)
        const losses = { trainLoss: 2, validationLoss: 3 }
        const reply = await watch.onCheckpoint({ epoch, folder: path, trainSeconds: 1, ...losses })
        told.replies.push(reply)
        if (reply.type === 'stop') return { reason: 'stopped' }
      }
      return { reason: 'finished' }
    },
    score: () => Promise.resolve(validation.map(() => trained)),
  }
}

function fakeModel(told: Told): LanguageModel {
  return {
    identity: { name: base, role: 'language', provider: 'local' },
    contextTokens: 1000,
    countTokens: () => Promise.resolve(10),
    generate: ({ messages }) => {
      told.asked.push(messages.map(({ role, content }) => `${role}: ${content}`).join(' | '))
      const usage = { inputTokens: 10, outputTokens: 2, source: 'counted' as const }
      return Promise.resolve({ text: 'Answer', finishReason: 'stop', usage, latencyMs: 1, computeMs: 1 })
    },
    scoreAnswer: () => Promise.resolve(score),
    close: () => Promise.resolve(),
  }
}

function contextOf(told: Told, changes: Partial<FitContext> = {}): FitContext {
  const file = taskFileSchema.parse({
    name: 'orders',
    kind: 'generation',
    description: 'Answer the order.',
    data: { train: 'a.jsonl', test: 'b.jsonl' },
    success: { quality: { metric: 'chrF', atLeast: 0.5 } },
    models: { language: [base, 'openai:gpt'] },
    providers: { openai: { baseUrl: 'https://example.org/v1' } },
  })
  return {
    task: { ...file, folder } as FitContext['task'],
    pool: {
      identify: (name) => Promise.resolve({ name, role: 'language', provider: 'local', parameters: 1e6 }),
      language: (_name, options) => {
        told.opened.push(options)
        return Promise.resolve(fakeModel(told))
      },
      weights: () => Promise.resolve(join(folder, 'base.gguf')),
      embedder: () => Promise.reject(new RangeError('no embedder')),
      close: () => Promise.resolve(),
    },
    artifacts: store.artifacts,
    open: () => Promise.reject(new RangeError('no parts')),
    seed: 1,
    signal: new AbortController().signal,
    progress: silentProgress,
    budget: { minutes: 20 },
    trainer: fakeTrainer(told),
    known: () => undefined,
    evaluate: (candidate) => {
      const epoch = (candidate.spec as { epoch: number }).epoch
      const merit = merits[epoch - 1] ?? 0
      return Promise.resolve({ metric: 'chrF', value: merit, n: 2, merit, rows: [], calls: 2 })
    },
    ...changes,
  }
}

function nothingTold(): Told {
  return { replies: [], opened: [], asked: [] }
}

async function fit(context: FitContext): Promise<Candidate> {
  const outcome = await lora.fit({ language: base, template: '' }, split, context)
  if ('candidate' in outcome) return outcome.candidate
  throw new RangeError(JSON.stringify(outcome))
}

describe('tune/lora', () => {
  it('keeps the best epoch and stops when two more brought nothing better', async () => {
    const told = nothingTold()
    const candidate = await fit(contextOf(told))
    expect(told.replies).toEqual([
      { type: 'continue', best: 1 },
      { type: 'continue', best: 2 },
      { type: 'continue', best: 2 },
      { type: 'stop', best: 2 },
    ])
    expect(candidate.spec).toMatchObject({
      language: base,
      epoch: 2,
      epochs: 5,
      rank: 8,
      alpha: 16,
      learningRate: 5e-4,
    })
    const training = await getJson(candidate, 'training', store.artifacts)
    expect(training).toMatchObject({
      epochs: merits
        .slice(0, 4)
        .map((value, index) => ({ epoch: index + 1, value, trainLoss: 2, validationLoss: 3, rows: 2 })),
      rows: 3,
      metric: 'chrF',
      chosen: 2,
      onTrain: { value: 0.8, rows: 2 },
      memorised: { rows: 0, of: 0 },
    })
    const check = await getJson(candidate, 'adapter-check', store.artifacts)
    expect(check).toMatchObject({ passes: true, rows: 2 })
  })

  it('writes rows as chats with the short prompt, the answer last', async () => {
    const told = nothingTold()
    await fit(contextOf(told))
    const lines = (await readFile(told.job?.train ?? '', 'utf8')).trim().split('\n')
    expect(lines.map((line): unknown => JSON.parse(line))[0]).toEqual({
      messages: [
        { role: 'system', content: 'Answer the order.' },
        { role: 'user', content: 'Order a' },
        { role: 'assistant', content: 'Answer a' },
      ],
    })
    expect(lines).toHaveLength(3)
    expect(told.job?.base).toEqual({ format: 'gguf', path: join(folder, 'base.gguf') })
  })

  it('opens with its adapter and asks with the prompt it was trained with', async () => {
    const told = nothingTold()
    const context = contextOf(told)
    const candidate = await fit(context)
    told.opened.length = 0
    const predictor = await lora.open(candidate, context)
    const { signal } = new AbortController()
    const prediction = await predictor.predict({ input: { text: 'Order z' }, signal })
    await predictor.close()
    expect(prediction.output).toBe('Answer')
    expect(told.asked.at(-1)).toBe('system: Answer the order. | user: Order z')
    const kept = candidate.artifacts.find(({ name }) => name === 'adapter.gguf')
    expect(told.opened[0]?.adapter?.sha256).toBe(kept?.sha256)
    const header = readGgufHeader(told.opened[0]?.adapter?.path ?? '')
    expect(header.tensors.map(({ name }) => name)).toEqual([
      'blk.0.attn_q.weight.lora_a',
      'blk.0.attn_q.weight.lora_b',
    ])
  })

  it('gives the same candidate again, and each epoch a version of its own', async () => {
    const versions: string[] = []
    const told = nothingTold()
    const context = contextOf(told)
    const evaluate: FitContext['evaluate'] = (candidate, rows) => {
      versions.push(candidate.version)
      return context.evaluate(candidate, rows)
    }
    const first = await fit({ ...context, evaluate })
    const second = await fit({ ...context, evaluate })
    expect(second.version).toBe(first.version)
    expect(new Set(versions).size).toBe(4)
    // Four epochs, and the best of them on rows it learnt from.
    expect(versions).toHaveLength(10)
    expect(versions.slice(5)).toEqual(versions.slice(0, 5))
  })

  it('halves recipes epoch by epoch, and trains the winner to its end', async () => {
    const told = nothingTold()
    const asked: string[] = []
    const context = contextOf(told, {
      evaluate: (candidate) => {
        const { learningRate, rank, epoch } = candidate.spec as Record<string, number>
        asked.push(`${learningRate} ${rank} ${epoch}`)
        const merit = learningRate === 1e-3 ? 0.9 : learningRate === 5e-4 ? 0.5 : 0.1
        return Promise.resolve({ metric: 'chrF', value: merit, n: 2, merit, rows: [], calls: 2 })
      },
    })
    const outcome = await lora.fit({ language: base, template: '', recipes: 4 }, split, context)
    const candidate = 'candidate' in outcome ? outcome.candidate : undefined
    expect(candidate?.spec).toMatchObject({ learningRate: 1e-3, rank: 8, alpha: 16, recipes: 1, epoch: 1 })
    const training = candidate && (await getJson(candidate, 'training', store.artifacts))
    expect(training).toMatchObject({
      tried: [
        { recipe: 'rate 0.0005, rank 8', epochs: 2, value: 0.5 },
        { recipe: 'rate 0.001, rank 8', epochs: 2, value: 0.9 },
        { recipe: 'rate 0.00025, rank 8', epochs: 1, value: 0.1 },
        { recipe: 'rate 0.0005, rank 16', epochs: 1, value: 0.5 },
      ],
    })
    expect(asked.filter((one) => one.endsWith(' 1')).slice(0, 4)).toEqual([
      '0.0005 8 1',
      '0.001 8 1',
      '0.00025 8 1',
      '0.0005 16 1',
    ])
  })

  it('counts the search of recipes against the budget', async () => {
    const told = nothingTold()
    const trainer = fakeTrainer(told, { seconds: 600 })
    const spec = { language: base, template: '', recipes: 4 }
    expect(await lora.fit(spec, split, contextOf(told, { trainer, budget: { minutes: 10 } }))).toMatchObject({
      // 4 + 2 + 1 + 1 + 1 epochs in place of 5.
      notMeasured: { reason: 'training would take about 18 min; tuning.budgetMinutes allows 10' },
    })
  })

  it('is measured for local models only', () => {
    expect(lora.specs(contextOf(nothingTold()).task)).toEqual([{ language: base, template: '' }])
  })

  it('says what is missing without a trainer', async () => {
    const { trainer: _, ...context } = contextOf(nothingTold())
    expect(await lora.fit({ language: base, template: '' }, split, context)).toEqual({
      notMeasured: {
        reason: 'training needs the trainer engine (Python 3.11 to 3.14)',
        command: 'crossover engine add trainer',
      },
    })
  })

  it('trains nothing beyond the budget', async () => {
    const told = nothingTold()
    const trainer = fakeTrainer(told, { seconds: 1500 })
    const outcome = await lora.fit({ language: base, template: '' }, split, contextOf(told, { trainer }))
    expect(outcome).toMatchObject({
      notMeasured: { reason: 'training would take about 25 min; tuning.budgetMinutes allows 20' },
    })
    expect(told.replies).toEqual([])
  })

  it('fails when host and trainer disagree about the adapter', async () => {
    const told = nothingTold()
    const trainer = fakeTrainer(told, { trained: { ...score, argmaxTokens: [9, 9] } })
    const outcome = await lora.fit({ language: base, template: '' }, split, contextOf(told, { trainer }))
    expect(outcome).toMatchObject({
      notMeasured: {
        reason: expect.stringContaining('gives other answers when served: trainer and host name'),
      },
    })
  })
})
