import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Example } from '../../../contracts/example.ts'
import type { JsonObject } from '../../../contracts/json.ts'
import type { FitContext, FitOutcome, Method } from '../../../contracts/method.ts'
import type { ChatMessage, Embedder, GenerateRequest, LanguageModel } from '../../../contracts/model.ts'
import type { Prediction } from '../../../contracts/prediction.ts'
import { silentProgress } from '../../../contracts/progress.ts'
import { taskFileSchema, type Task } from '../../../contracts/task.ts'
import { trainingSplit } from '../../../data/split/training-split.ts'
import { limitContext } from '../../../models/limit-context.ts'
import { sha256 } from '../../../text/sha256.ts'
import type { PromptSpec } from '../prompt-spec.ts'

/** What a model of the test says to a chat. */
export type Script = (messages: readonly ChatMessage[]) => string

/** A question as it was sent, with its tokens and those its answer may take. */
export interface SentQuestion {
  messages: readonly ChatMessage[]
  tokens: number
  maxTokens: number
}

/** Words and marks, and four tokens around each message. */
export function tokensOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + 4 + (content.match(/\w+|[^\s\w]/gu)?.length ?? 0), 0)
}

/** A method on a task of the test: models are scripted, artifacts are in memory. */
export function documentBench(options: {
  method: Method<PromptSpec>
  task: JsonObject
  train: { input: string; output: string }[]
  script: Script
}): {
  task: Task
  sent: SentQuestion[]
  artifacts: Map<string, Uint8Array>
  fit: () => Promise<FitOutcome>
  predict: (input: string) => Promise<Prediction>
} {
  const file = taskFileSchema.parse({
    name: 'documents',
    data: { train: 'train.jsonl' },
    models: { language: ['test:words'] },
    ...options.task,
  })
  const folder = mkdtempSync(join(tmpdir(), 'crossover-documents-'))
  const task: Task = { ...file, path: join(folder, 'task.yaml'), folder, defaults: [] }
  const sent: SentQuestion[] = []
  const artifacts = new Map<string, Uint8Array>()
  const context = contextOf(task, { sent, artifacts, script: options.script })
  const train = options.train.map((row, at) => exampleOf(row, at))
  const split = trainingSplit({ train, validation: [] })
  const fit = async () => {
    const [spec] = options.method.specs(task)
    if (spec === undefined) throw new RangeError('no spec')
    return options.method.fit(spec, split, context)
  }
  return {
    task,
    sent,
    artifacts,
    fit,
    async predict(input) {
      const outcome = await fit()
      if (!('candidate' in outcome)) throw new RangeError(JSON.stringify(outcome))
      const predictor = await options.method.open(outcome.candidate, context)
      try {
        return await predictor.predict({ input: { text: input }, signal: context.signal })
      } finally {
        await predictor.close()
      }
    },
  }
}

function exampleOf({ input, output }: { input: string; output: string }, at: number): Example {
  return {
    id: `${at}`,
    input: { text: input },
    expected: output,
    source: { file: 'train.jsonl', line: at + 1 },
  }
}

interface Records {
  sent: SentQuestion[]
  artifacts: Map<string, Uint8Array>
  script: Script
}

function contextOf(task: Task, records: Records): FitContext {
  const pool = {
    identify: (name: string) =>
      Promise.resolve({
        name,
        role: name === 'test:words' ? ('language' as const) : ('embedding' as const),
        provider: 'test',
      }),
    language: () => Promise.resolve(wordModel(records)),
    embedder: () => Promise.resolve(letterEmbedder()),
    close: () => Promise.resolve(),
  }
  return {
    task,
    pool: limitContext(pool, task.models.contextTokens),
    artifacts: {
      put: (name, bytes) => {
        const digest = sha256(bytes)
        records.artifacts.set(digest, bytes)
        return Promise.resolve({ name, sha256: digest })
      },
      get: (artifact) => Promise.resolve(records.artifacts.get(artifact.sha256) ?? new Uint8Array()),
      path: () => Promise.reject(new RangeError('no files here')),
    },
    open: () => Promise.reject(new RangeError('no parts')),
    seed: 1,
    signal: new AbortController().signal,
    progress: silentProgress,
    budget: {},
    known: () => undefined,
    evaluate: () => Promise.reject(new RangeError('nothing is searched')),
  }
}

function wordModel({ sent, script }: Records): LanguageModel {
  return {
    identity: { name: 'test:words', role: 'language', provider: 'test' },
    contextTokens: 8192,
    countTokens: (messages) => Promise.resolve(tokensOf(messages)),
    generate: ({ messages, maxTokens }: GenerateRequest) => {
      const tokens = tokensOf(messages)
      sent.push({ messages, tokens, maxTokens })
      const usage = { inputTokens: tokens, outputTokens: 1, source: 'counted' as const }
      return Promise.resolve({
        text: script(messages),
        finishReason: 'stop',
        usage,
        latencyMs: 1,
        computeMs: 1,
      })
    },
    close: () => Promise.resolve(),
  }
}

/** Shares of the letters, as a unit vector. */
function letterEmbedder(): Embedder {
  const vectorOf = (text: string): Float32Array => {
    const counts = new Float32Array(26)
    for (const letter of text.toLowerCase()) {
      const at = letter.charCodeAt(0) - 97
      if (at >= 0 && at < 26) counts[at] = (counts[at] ?? 0) + 1
    }
    const length = Math.hypot(...counts) || 1
    return counts.map((count) => count / length)
  }
  return {
    identity: { name: 'local:minilm-l6', role: 'embedding', provider: 'test' },
    dimensions: 26,
    embed: (texts) => Promise.resolve(texts.map((text) => vectorOf(text))),
    close: () => Promise.resolve(),
  }
}
