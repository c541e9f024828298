import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext, TrainingSplit } from '../../../contracts/method.ts'
import type { AnswerScore, LanguageModel, LanguageOptions } from '../../../contracts/model.ts'
import { silentProgress } from '../../../contracts/progress.ts'
import { taskFileSchema } from '../../../contracts/task.ts'
import type { Trainer, TrainingJob, TrainingReply } from '../../../contracts/trainer.ts'
import { ggufBytes } from '../../../models/gguf/gguf-bytes.fixture.ts'
import { float32Bytes, safetensorsBytes } from '../../../models/safetensors/safetensors-bytes.fixture.ts'
import { openStore, type Store } from '../../../store/open-store.ts'
import { lora } from './lora.ts'

let folder = ''
let store: Store

/** The folder and the store of this test. */
export function rig(): { folder: string; store: Store } {
  return { folder, store }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossover-lora-'))
  store = openStore(folder)
  await writeFile(join(folder, 'base.gguf'), ggufBytes())
})
afterEach(async () => {
  store.close()
  await rm(folder, { recursive: true })
})

export const base = 'local:tiny'
export const merits = [0.5, 0.8, 0.7, 0.6, 0.9]

function row(id: string): Example {
  return { id, input: { text: `Order ${id}` }, expected: `Answer ${id}`, source: { file: 'a', line: 1 } }
}

export const train = ['a', 'b', 'c'].map(row)
export const validation = ['v', 'w'].map(row)
export const split: TrainingSplit = { train, validation, take: () => split }

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

export interface Told {
  job?: TrainingJob
  replies: TrainingReply[]
  opened: (LanguageOptions | undefined)[]
  asked: string[]
}

export const score: AnswerScore = {
  promptTokens: [1],
  tokens: [2, 3],
  logProbabilities: [-1, -1],
  argmaxTokens: [2, 4],
}

/** Trains nothing: hands out checkpoints until it is told to stop. */
export function fakeTrainer(told: Told, { seconds = 60, trained = score } = {}): Trainer {
  return {
    async folder(key) {
      const path = join(folder, 'training', key)
      await mkdir(path, { recursive: true })
      return path
    },
    release: (key) => rm(join(folder, 'training', key), { recursive: true }),
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

export function contextOf(told: Told, changes: Partial<FitContext> = {}): FitContext {
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

export function nothingTold(): Told {
  return { replies: [], opened: [], asked: [] }
}

export async function fit(context: FitContext): Promise<Candidate> {
  const outcome = await lora.fit({ language: base, template: '' }, split, context)
  if ('candidate' in outcome) return outcome.candidate
  throw new RangeError(JSON.stringify(outcome))
}
