import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Embedder, GenerateRequest, LanguageModel } from '../../contracts/model.ts'
import { taskFileSchema, type Task } from '../../contracts/task.ts'
import type { SharedModelPool } from '../../models/pool.ts'
import { silentEvents } from '../run/run-events.ts'
import type { SynthesiseOptions } from './synthesise-task.ts'

/** What a scripted model says to question `number`, from 0; an error is thrown. */
export type Answer = (request: GenerateRequest, number: number) => string | Error

/** A task about a kitchen in a folder of its own, with a model that is scripted and an embedder that knows six words. */
export interface SynthesisRig {
  task: Task
  asked: GenerateRequest[]
  /** Options of a fresh run whose model is stopped before question `dieBefore`. */
  options: (answer: Answer, dieBefore?: number) => SynthesiseOptions
  close: () => void
}

const words = ['crust', 'crumbs', 'steam', 'icing', 'kettle', 'loaf']
const labels = ['bread', 'cake', 'tea']

export function synthesisRig(changes: { kind?: Task['kind']; rows?: object[] } = {}): SynthesisRig {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-synthesis-'))
  const write = (name: string, rows: readonly object[]) =>
    writeFileSync(join(folder, name), rows.map((row) => JSON.stringify(row)).join('\n'))
  write('train.jsonl', changes.rows ?? rowsOf('train', 40))
  write(
    'validation.jsonl',
    changes.rows
      ?.slice(0, 2)
      .map((row) => ({ ...row, id: 'v1' }))
      .slice(0, 1) ?? rowsOf('validation', 9),
  )
  write(
    'test.jsonl',
    changes.rows?.slice(0, 1).map((row) => ({ ...row, id: 't1', input: 'a sealed text' })) ??
      rowsOf('sealed', 9),
  )
  const kind = changes.kind ?? 'classification'
  const file = taskFileSchema.parse({
    name: 'kitchen',
    kind,
    data: { train: 'train.jsonl', validation: 'validation.jsonl', test: 'test.jsonl', fields: { id: 'id' } },
    success: {
      quality: {
        metric: { classification: 'accuracy', extraction: 'f1', generation: 'chrF' }[kind],
        atLeast: 0.9,
      },
    },
    evaluation: { concurrency: 2 },
  })
  const task = { ...file, path: join(folder, 'task.yaml'), folder, defaults: [] }
  const asked: GenerateRequest[] = []
  return {
    task,
    asked,
    options: (answer, dieBefore = Number.POSITIVE_INFINITY) => {
      const stop = new AbortController()
      const generate: LanguageModel['generate'] = async (request) => {
        if (asked.length >= dieBefore) {
          stop.abort()
          throw new Error('killed')
        }
        asked.push(request)
        const text = answer(request, asked.length - 1)
        if (text instanceof Error) throw text
        const usage = { inputTokens: 9, outputTokens: 9, source: 'counted' as const }
        return { text, finishReason: 'stop', usage, latencyMs: 1 }
      }
      return { pool: poolOf(generate), events: silentEvents, signal: stop.signal, now: () => new Date(0) }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function poolOf(generate: LanguageModel['generate']): SharedModelPool {
  const identity = { name: 'fake:writer', role: 'language' as const, provider: 'fake' }
  const close = async () => undefined
  const model: LanguageModel = { identity, contextTokens: 8000, countTokens: async () => 9, generate, close }
  const embedder: Embedder = {
    identity: { name: 'fake:words', role: 'embedding', provider: 'fake' },
    dimensions: words.length,
    embed: async (texts) =>
      texts.map((text) => Float32Array.from(words, (word) => (text.includes(word) ? 1 : 0))),
    close,
  }
  const pool = {
    identify: async () => identity,
    language: async () => model,
    embedder: async () => embedder,
    close,
  }
  return { ...pool, fresh: () => pool }
}

/** Three labels in turn, told by one word each. */
export function rowsOf(name: string, count: number): { id: string; input: string; output: string }[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `${name}-${at}`,
    input: `${name} ${at}: what of the ${words[at % 3]} in pan ${at * 37}?`,
    output: labels[at % 3] ?? '',
  }))
}
