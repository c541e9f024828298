import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Candidate } from '../../../contracts/candidate.ts'
import type { Example } from '../../../contracts/example.ts'
import type { FitContext, Method, TrainingSplit, ValidationScore } from '../../../contracts/method.ts'
import type { ChatMessage, Embedder, LanguageModel, ModelPool } from '../../../contracts/model.ts'
import type { Prediction } from '../../../contracts/prediction.ts'
import { silentProgress } from '../../../contracts/progress.ts'
import { taskFileSchema, type Task } from '../../../contracts/task.ts'
import { openStore } from '../../../store/open-store.ts'
import { UnreachableModelError } from '../../../errors.ts'
import type { PromptSpec } from '../prompt-spec.ts'

/** What a stand-in for a model answers, from the prompt it is shown. */
export type Answering = (messages: ChatMessage[], labels: readonly string[]) => string

/** Questions and texts so far, and the question at which the process "dies". */
interface Meter {
  asked: number
  embedded: number
  dieAt: number
}

/** A task folder with a store, and models that answer by rule; every question is counted, and each answer is kept. */
export function searchBench(options: { answer: Answering; task?: Partial<Task>; embeds?: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-search-'))
  const store = openStore(folder)
  const task = { ...taskIn(folder), ...options.task }
  const kept = new Map<string, Prediction>()
  const meter: Meter = { asked: 0, embedded: 0, dieAt: Number.POSITIVE_INFINITY }
  const context: FitContext = {
    task,
    pool: poolOf(options, meter),
    artifacts: store.artifacts,
    open: () => Promise.reject(new RangeError('no parts here')),
    seed: 1,
    signal: new AbortController().signal,
    progress: silentProgress,
    budget: {},
    known: () => undefined,
    evaluate: () => Promise.reject(new RangeError('no method under test')),
  }
  return {
    task,
    context,
    meter,
    /** Fits with answers kept by candidate version and row, as a run keeps them. */
    async fit(method: Method<PromptSpec>, spec: PromptSpec, split: TrainingSplit): Promise<Candidate> {
      const evaluate = (candidate: Candidate, rows: Example[]) =>
        evaluateWith({ method, candidate, context, kept }, rows)
      const outcome = await method.fit(spec, split, { ...context, evaluate })
      if ('candidate' in outcome) return outcome.candidate
      throw new RangeError('no candidate')
    },
    close() {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function poolOf({ answer, embeds = true }: { answer: Answering; embeds?: boolean }, meter: Meter): ModelPool {
  const model: LanguageModel = {
    identity: { name: 'local:stub', role: 'language', provider: 'local', sha256: 'x' },
    contextTokens: 4000,
    countTokens: async (messages) => tokensOf(messages),
    async generate({ messages }) {
      const usage = { inputTokens: tokensOf(messages), outputTokens: 1, source: 'counted' as const }
      return { text: answer(messages, []), finishReason: 'stop', usage, latencyMs: 1, computeMs: 1 }
    },
    async choose({ messages, labels }) {
      if (meter.asked >= meter.dieAt) throw new Error('killed')
      meter.asked += 1
      const label = answer(messages, labels)
      const usage = { inputTokens: tokensOf(messages), outputTokens: 1, source: 'counted' as const }
      const searched = { found: 1, frontier: 0, labelTokens: 1, steps: 1, latencyMs: 1, computeMs: 1 }
      return { label, probability: 1, alternatives: [], usage, ...searched }
    },
    close: async () => undefined,
  }
  const embedder: Embedder = {
    identity: { name: 'local:letters', role: 'embedding', provider: 'local', sha256: 'y' },
    dimensions: 26,
    async embed(texts) {
      meter.embedded += texts.length
      return texts.map(letterVector)
    },
    close: async () => undefined,
  }
  return {
    identify: async (name) => (name === embedder.identity.name ? embedder.identity : model.identity),
    language: async () => model,
    embedder: async () => {
      if (!embeds) throw new UnreachableModelError('no embedder here')
      return embedder
    },
    close: async () => undefined,
  }
}

async function evaluateWith(
  given: {
    method: Method<PromptSpec>
    candidate: Candidate
    context: FitContext
    kept: Map<string, Prediction>
  },
  rows: Example[],
): Promise<ValidationScore> {
  const { method, candidate, context, kept } = given
  const predictor = await method.open(candidate, context)
  const scored: ValidationScore['rows'] = []
  let calls = 0
  let input = 0
  for (const row of rows) {
    const key = `${candidate.version} ${row.id}`
    const before = kept.get(key)
    if (before === undefined) calls += 1
    const prediction = before ?? (await predictor.predict({ input: row.input, signal: context.signal }))
    kept.set(key, prediction)
    input += prediction.usage?.inputTokens ?? 0
    scored.push({ id: row.id, score: Number(prediction.output === row.expected), output: prediction.output })
  }
  await predictor.close()
  const value = scored.reduce((sum, { score }) => sum + score, 0) / scored.length
  const tokensPerQuery = { input: input / rows.length, output: 1 }
  return { metric: 'accuracy', value, merit: value, n: rows.length, rows: scored, tokensPerQuery, calls }
}

function taskIn(folder: string): Task {
  const file = taskFileSchema.parse({
    name: 'bench',
    kind: 'classification',
    data: { train: 'train.jsonl' },
    success: { quality: { metric: 'accuracy', atLeast: 0.5 } },
    models: { language: ['local:stub'], embedding: 'local:letters' },
  })
  return { ...file, path: join(folder, 'task.yaml'), folder, defaults: [] }
}

function tokensOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + content.split(/\s+/u).length, 0)
}

/** How often each letter stands in a text, at length 1. */
function letterVector(text: string): Float32Array {
  const counts = new Float32Array(26)
  for (const [letter] of text.toLowerCase().matchAll(/[a-z]/gu)) {
    const place = letter.charCodeAt(0) - 97
    counts[place] = (counts[place] ?? 0) + 1
  }
  const length = Math.hypot(...counts) || 1
  return counts.map((count) => count / length)
}
