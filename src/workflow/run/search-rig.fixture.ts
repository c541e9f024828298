import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Example } from '../../contracts/example.ts'
import type { Method } from '../../contracts/method.ts'
import type { ChatMessage, GenerateRequest, Generation, LanguageModel } from '../../contracts/model.ts'
import { silentProgress } from '../../contracts/progress.ts'
import { taskFileSchema, type Task } from '../../contracts/task.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { UnreachableModelError } from '../../errors.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { openStore } from '../../store/open-store.ts'
import { askRows } from './ask-rows.ts'
import { fitOne } from './fit-one.ts'
import type { RunContext } from './run-context.ts'
import { SearchBudget } from './search-budget.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

/** A run on rows about a kitchen, with models that count what they are asked and can stop the run at any question. */
export interface SearchRig {
  /** Every question, the model's name before it; and the questions alone. */
  asked: string[]
  prompts: string[]
  notices: string[]
  task: Task
  split: ReturnType<typeof trainingSplit>
  /** The run is stopped instead of the question after so many. */
  dieAfter: (calls: number) => void
  /** A fresh run on the same store. */
  run: () => RunContext
  close: () => void
}

const labels = ['bread', 'cake', 'tea']
const words = ['crust', 'crumbs', 'steam']

/** @param answer what a model says to a chat. */
export function searchRig(
  file: {
    models: { language: string[] }
    prompting: object
    train?: number
    validation: number
    atLeast?: number
  },
  answer: (messages: ChatMessage[], text: string) => string,
): SearchRig {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-search-'))
  const store = openStore(folder)
  const [asked, prompts, notices]: string[][] = [[], [], []]
  let left = Number.POSITIVE_INFINITY
  let stop = new AbortController()
  const pay = (name: string, messages: ChatMessage[]) => {
    if (left <= 0) {
      stop.abort()
      throw new Error('killed')
    }
    left -= 1
    const text = messages.map(({ content }) => content).join('\n')
    asked?.push(`${name} ${text}`)
    prompts?.push(text)
    return answer(messages, text)
  }
  const task = taskOf(folder, file)
  const pool: RunContext['freshPool'] = {
    identify: async (name) => identityOf(name),
    language: async (name) => countedModel(name, (messages) => pay(name, messages)),
    embedder: () => Promise.reject(new UnreachableModelError('no embedder here')),
    close: async () => undefined,
  }
  const events = {
    progress: silentProgress,
    notice: (text: string) => void notices?.push(text),
    scored: () => undefined,
  }
  return {
    asked: asked ?? [],
    prompts: prompts ?? [],
    notices: notices ?? [],
    task,
    split: trainingSplit({
      train: rowsOf('train', file.train ?? 40),
      validation: rowsOf('validation', file.validation),
    }),
    dieAfter: (calls) => (left = calls),
    run: () => {
      stop = new AbortController()
      const searchBudget = new SearchBudget(task)
      return { task, store, pool, freshPool: pool, events, signal: stop.signal, searchBudget }
    },
    close: () => {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The right answer to an input, by the one word that decides. */
export function rightAnswer(input: string): string {
  return labels[words.findIndex((word) => input.includes(word))] ?? ''
}

function identityOf(name: string): LanguageModel['identity'] {
  return { name, role: 'language', provider: name.split(':')[0] ?? '' }
}

function countedModel(name: string, pay: (messages: ChatMessage[]) => string): LanguageModel {
  return {
    identity: identityOf(name),
    contextTokens: 8000,
    countTokens: async () => 10,
    generate: async ({ messages }: GenerateRequest): Promise<Generation> => {
      const text = pay(messages)
      const inputTokens = messages.reduce((sum, { content }) => sum + content.length, 0)
      const usage = { inputTokens, outputTokens: 3, source: 'counted' as const }
      return { text, finishReason: 'stop', usage, latencyMs: 1 }
    },
    close: async () => undefined,
  }
}

function rowsOf(kind: string, count: number): Example[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${kind}-${index}`,
    input: { text: `${kind} row ${index} with ${words[index % 3]}` },
    expected: labels[index % 3] ?? '',
    source: { file: `${kind}.jsonl`, line: index + 1 },
  }))
}

function taskOf(folder: string, given: Parameters<typeof searchRig>[0]): Task {
  const file = taskFileSchema.parse({
    name: 'kitchen',
    kind: 'classification',
    data: { train: 'train.jsonl' },
    success: { quality: { metric: 'accuracy', atLeast: given.atLeast ?? 0.9, notWorseBy: 0.05 } },
    models: given.models,
    prompting: given.prompting,
    evaluation: { concurrency: 3 },
  })
  return { ...file, path: join(folder, 'task.yaml'), folder, defaults: [] }
}

/** A candidate fitted on the rig's rows and asked its validation rows, as a run would hand it on. */
export async function validatedBy(rig: SearchRig, method: Method): Promise<ValidatedCandidate> {
  const run = rig.run()
  const [spec = null] = method.specs(rig.task)
  const outcome = await fitOne(run, { method, spec }, rig.split)
  if (!('candidate' in outcome)) throw new RangeError('no candidate')
  const { candidate } = outcome
  const { answered } = await askRows(run, candidate, { rows: rig.split.validation, label: 'validation' })
  const validation = scoreAnswers(answered, { metric: 'accuracy', seed: 1 })
  return { method, candidate, answered, failed: 0, ...(validation && { validation }) }
}
