import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Example } from '../../contracts/example.ts'
import type { FitContext } from '../../contracts/method.ts'
import type { ChatMessage, Choice, Generation, LanguageModel } from '../../contracts/model.ts'
import { silentProgress } from '../../contracts/progress.ts'
import { taskFileSchema, type Task } from '../../contracts/task.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { openStore, type Store } from '../../store/open-store.ts'
import { chainOfThought } from './chain-of-thought.ts'
import { decomposed } from './decomposed.ts'

let folder = ''
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossover-questions-'))
  store = openStore(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const labels = ['billing', 'login', 'repair', 'stock']
const rows = labels.map((expected, index): Example => ({
  id: `${index}`,
  input: { text: `a text about ${expected}` },
  expected,
  source: { file: 'rows.jsonl', line: index + 1 },
}))
const usage = { inputTokens: 10, outputTokens: 2, source: 'counted' as const }
const identity = { name: 'local:stub', role: 'language' as const, provider: 'local', sha256: 'x' }

/** A model that says what it is told to, one text a question. */
function writing(texts: string[], asked: ChatMessage[][]): LanguageModel {
  return {
    identity,
    contextTokens: 4000,
    countTokens: () => Promise.resolve(10),
    generate: ({ messages }): Promise<Generation> => {
      asked.push(messages)
      return Promise.resolve({
        text: texts.shift() ?? '',
        finishReason: 'stop',
        usage,
        latencyMs: 1,
        computeMs: 1,
      })
    },
    close: () => Promise.resolve(),
  }
}

/** The same with token probabilities: each choice takes the first of its labels that it is told to. */
function choosing(texts: string[], choices: Partial<Choice>[], asked: ChatMessage[][]): LanguageModel {
  return {
    ...writing(texts, asked),
    choose: ({ messages, labels: among }) => {
      asked.push(messages)
      const told = choices.shift() ?? {}
      const label = told.label ?? among[0] ?? ''
      const base = { probability: 0.5, alternatives: [], found: 1, frontier: 0, labelTokens: 1, steps: 1 }
      return Promise.resolve({ ...base, usage, latencyMs: 1, computeMs: 1, ...told, label })
    },
  }
}

async function answerOf(method: typeof decomposed, model: LanguageModel) {
  const task = taskOf()
  const context: FitContext = {
    task,
    pool: {
      identify: () => Promise.resolve(identity),
      language: () => Promise.resolve(model),
      embedder: () => Promise.reject(new RangeError('no embedder here')),
      close: () => Promise.resolve(),
    },
    artifacts: store.artifacts,
    open: () => Promise.reject(new RangeError('no parts here')),
    seed: 1,
    signal: new AbortController().signal,
    progress: silentProgress,
    budget: {},
    known: () => undefined,
    evaluate: () => Promise.reject(new RangeError('nothing to search')),
  }
  const [spec] = method.specs(task)
  if (spec === undefined) throw new RangeError('no spec')
  const outcome = await method.fit(spec, trainingSplit({ train: rows, validation: [] }), context)
  if (!('candidate' in outcome)) throw new RangeError('not fitted')
  const predictor = await method.open(outcome.candidate, context)
  return predictor.predict({ input: { text: 'where is my money' }, signal: context.signal })
}

function taskOf(): Task {
  const file = taskFileSchema.parse({
    name: 'desk',
    kind: 'classification',
    data: { train: 'train.jsonl' },
    success: { quality: { metric: 'accuracy', atLeast: 0.5 } },
  })
  return { ...file, path: join(folder, 'task.yaml'), folder, defaults: [] }
}

describe('chain of thought', () => {
  it('reads the answer apart from the thoughts, and counts their tokens', async () => {
    const asked: ChatMessage[][] = []
    const model = writing(['It is about repair or billing.\nAnswer: Billing'], asked)
    const answer = await answerOf(chainOfThought, model)
    expect(answer).toMatchObject({ output: 'billing', validity: 'repaired', usage: { outputTokens: 2 } })
    expect(answer.raw).toContain('It is about repair')
    expect(asked).toHaveLength(1)
  })

  it('asks once more when no label stands after the mark', async () => {
    const answer = await answerOf(chainOfThought, writing(['Hm.\nAnswer: money', 'Answer: billing'], []))
    expect(answer).toMatchObject({ output: 'billing', validity: 'reasked', usage: { inputTokens: 20 } })
  })

  it('chooses by token probabilities after the thoughts where there are any', async () => {
    const asked: ChatMessage[][] = []
    const model = choosing(['It is about an invoice.'], [{ label: 'billing', probability: 0.8 }], asked)
    const answer = await answerOf(chainOfThought, model)
    expect(answer).toMatchObject({ output: 'billing', validity: 'first', confidence: 0.8 })
    expect(answer.usage).toMatchObject({ inputTokens: 20, outputTokens: 4 })
    expect(asked[1]?.at(-2)).toEqual({ role: 'assistant', content: 'It is about an invoice.' })
  })
})

describe('decomposed', () => {
  it('asks among the labels that were named first', async () => {
    const asked: ChatMessage[][] = []
    const answer = await answerOf(decomposed, writing(['billing, then login', 'billing'], asked))
    expect(answer).toMatchObject({ output: 'billing', validity: 'first', usage: { inputTokens: 20 } })
    const second = asked[1]?.[0]?.content ?? ''
    expect([second.includes('- billing'), second.includes('- stock')]).toEqual([true, false])
  })

  it('asks among all labels when none was named', async () => {
    const asked: ChatMessage[][] = []
    await answerOf(decomposed, writing(['I cannot say', 'stock'], asked))
    expect(asked[1]?.[0]?.content).toContain('- stock')
  })

  it('takes the likeliest by token probabilities, and asks no second time when it is sure', async () => {
    const alternatives = labels.slice(1).map((output) => ({ output, probability: 0.2 }))
    const asked: ChatMessage[][] = []
    const unsure = choosing(
      [],
      [{ label: 'login', probability: 0.4, alternatives }, { label: 'repair' }],
      asked,
    )
    expect(await answerOf(decomposed, unsure)).toMatchObject({ output: 'repair', usage: { inputTokens: 20 } })
    expect(asked[1]?.[0]?.content).not.toContain('- billing')
    const sure = choosing([], [{ label: 'login', probability: 0.97, alternatives }], asked)
    expect(await answerOf(decomposed, sure)).toMatchObject({ output: 'login', usage: { inputTokens: 10 } })
  })
})
