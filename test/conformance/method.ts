import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { candidateSchema, type Candidate } from '../../src/contracts/candidate.ts'
import type { Example } from '../../src/contracts/example.ts'
import type { FitContext, Method, OpenContext, TrainingSplit } from '../../src/contracts/method.ts'
import type { ModelPool } from '../../src/contracts/model.ts'
import {
  predictionSchema,
  type Prediction,
  type Predictor,
  type PredictRequest,
} from '../../src/contracts/prediction.ts'
import { silentProgress } from '../../src/contracts/progress.ts'
import type { Task } from '../../src/contracts/task.ts'
import type { Trainer } from '../../src/contracts/trainer.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { canonicalJson } from '../../src/text/canonical-json.ts'
import { sha256 } from '../../src/text/sha256.ts'

/**
 * What a language model was asked must be what was kept; its answer, where it was sure. An answer nearer to a tie
 * than this may change: processors round differently, and so does a prompt whose beginning was in memory. The same holds of
 * what a trainer made of weights.
 */
const sure = 0.8

/** What a recipe version stands for, a row: the answer and, of a language model, the digest of what it was asked. */
export interface FrozenAnswer {
  output: string
  asked?: string
}

/** A method under test, and what it is tried on. */
export interface MethodCase {
  method: Method
  task: Task
  split: TrainingSplit
  /** Rows to answer; the method has not seen them. */
  rows: readonly Example[]
  pool: () => ModelPool
  /** A trainer with nothing trained yet, for methods that need one. */
  trainer?: (() => Trainer) | undefined
  /** Outputs kept for this kind and recipe version, in the order of `rows`. Writes them down where there are none. */
  frozen(answers: FrozenAnswer[]): FrozenAnswer[]
}

/** What every method must do, whatever it is: one suite (design §3). */
export function describeMethod(given: MethodCase): void {
  const { method, task, split, rows } = given
  const spec = () => {
    const [first] = method.specs(task)
    if (first === undefined) throw new RangeError(`${method.kind} has no spec for this task`)
    return first
  }

  describe(`${method.kind}`, () => {
    let folder = ''
    let store: Store
    let candidate: Candidate
    let outputs: Prediction[] = []
    const asked: string[] = []

    const openContext = (): OpenContext => ({
      task,
      pool: listening(given.pool(), asked),
      artifacts: store.artifacts,
      open: (version) => Promise.reject(new RangeError(`no part ${version}`)),
    })
    const fitContext = (changes: Partial<FitContext> = {}): FitContext => ({
      ...openContext(),
      seed: task.seed,
      signal: new AbortController().signal,
      progress: silentProgress,
      budget: {},
      ...(given.trainer === undefined ? {} : { trainer: given.trainer() }),
      known: () => undefined,
      evaluate: (_candidate, { length: n }) =>
        Promise.resolve({ metric: 'accuracy', value: 0, n, merit: 0, rows: [], calls: 0 }),
      ...changes,
    })
    const fit = async (changes?: Partial<FitContext>) => {
      const outcome = await method.fit(spec(), split, fitContext(changes))
      if ('candidate' in outcome) return outcome.candidate
      throw new Error(`${method.kind} gave no candidate: ${JSON.stringify(outcome)}`)
    }

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'crossover-method-'))
      store = openStore(folder)
      candidate = await fit()
    })
    afterAll(() => {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    })

    it('fits to a candidate that names all that made it', () => {
      expect(candidateSchema.parse(candidate)).toEqual(candidate)
      expect(candidate.kind).toBe(method.kind)
      expect(candidate.recipe).toMatch(/^[0-9a-f]{64}$/)
      expect(candidate.version).toMatch(/^[0-9a-f]{64}$/)
      expect(candidate.seed).toBe(task.seed)
      expect(candidate.data).toMatchObject({
        train: fingerprint(split.train),
        validation: fingerprint(split.validation),
      })
      for (const model of candidate.models)
        expect(model).toMatchObject({ provider: 'local', licence: 'Apache-2.0' })
      for (const model of candidate.models) expect(model.sha256).toMatch(/^[0-9a-f]{64}$/)
    })

    it('gives the same version for the same seed, and keeps its artifacts', async () => {
      const again = await fit()
      expect(again).toEqual({ ...candidate, fitCost: again.fitCost })
      for (const artifact of candidate.artifacts) await store.artifacts.get(artifact)
    })

    const isSearch = () => (method.plannedCalls?.(spec(), split, task) ?? 0) > 0

    it('finds the same candidate when it searches again: its answers are kept, not its verdicts', async () => {
      if (!isSearch()) return
      const { recipe, version } = await fit()
      expect({ recipe, version }).toEqual({ recipe: candidate.recipe, version: candidate.version })
    })

    it('knows its recipe before it fits: what was fitted before is given back without work', async () => {
      if (isSearch()) return
      const recipes: string[] = []
      const known = (recipe: string) => {
        recipes.push(recipe)
        return candidate
      }
      const progress = () => {
        throw new Error('something was fitted')
      }
      expect(await fit({ known, progress })).toBe(candidate)
      expect(recipes).toEqual([candidate.recipe])
    })

    it('answers each row with a prediction, one at a time and many at once alike', async () => {
      const predictor = await method.open(candidate, openContext())
      try {
        outputs = []
        asked.length = 0
        for (const row of rows) outputs.push(await predictor.predict(requestOf(row)))
        asked.splice(rows.length)
        for (const output of outputs) expect(predictionSchema.parse(output)).toEqual(output)
        const many = await answerMany(predictor, rows)
        const single = predictor.predictMany === undefined ? [] : outputs
        expect(many.map(({ output }) => output)).toEqual(single.map(({ output }) => output))
        for (const [index, { confidence = 0 }] of many.entries())
          expect(confidence).toBeCloseTo(single[index]?.confidence ?? 0, 4)
      } finally {
        await predictor.close()
      }
    })

    it('answers without the id of a row, unless its answers were recorded', async () => {
      const { row, output } = surest(rows, outputs)
      const predictor = await method.open(candidate, openContext())
      const anonymous = await predictor.predict({ input: row.input, signal: new AbortController().signal })
      expect(anonymous.output).toBe(output)
      await predictor.close()
    })

    it('closes twice without harm to others who opened it', async () => {
      const { row, output } = surest(rows, outputs)
      const [one, other] = await Promise.all([
        method.open(candidate, openContext()),
        method.open(candidate, openContext()),
      ])
      await one.close()
      await one.close()
      expect((await other.predict(requestOf(row))).output).toBe(output)
      await other.close()
    })

    it('stops when it is asked to, where it computes, and answers again afterwards', async () => {
      const { row } = surest(rows, outputs)
      const predictor = await method.open(candidate, openContext())
      const stopped = { ...requestOf(row), signal: AbortSignal.abort() }
      const [outcome] = await Promise.allSettled([predictor.predict(stopped)])
      expect(outcome.status).toBe(candidate.models.length > 0 ? 'rejected' : outcome.status)
      expect((await predictor.predict(requestOf(row))).output).toEqual(expect.any(String))
      await predictor.close()
    })

    it('answers as it did when its recipe version was written down', () => {
      const answers = outputs.map(({ output }, index) => {
        const question = asked[index]
        return question === undefined ? { output } : { output, asked: question }
      })
      const kept = given.frozen(answers)
      expect(answers.map((answer) => answer.asked)).toEqual(kept.map((answer) => answer.asked))
      const isExact = asked.length === 0 && given.trainer === undefined
      const isCompared = (_: unknown, index: number) => isExact || (outputs[index]?.confidence ?? 0) >= sure
      expect(answers.filter(isCompared)).toEqual(kept.filter(isCompared))
    })
  })
}

/** The same models; the digest of everything a language model is asked to choose from is put down. */
function listening(pool: ModelPool, asked: string[]): ModelPool {
  return {
    ...pool,
    async language(name) {
      const model = await pool.language(name)
      const choose = model.choose?.bind(model)
      if (choose === undefined) return model
      return {
        ...model,
        choose(request) {
          const messages = request.messages.map(({ role, content }) => ({ role, content }))
          asked.push(sha256(canonicalJson({ messages, labels: request.labels })))
          return choose(request)
        },
      }
    },
  }
}

/** The row whose answer is farthest from a tie. */
function surest(rows: readonly Example[], outputs: readonly Prediction[]) {
  const [best] = rows
    .flatMap((row, index) => {
      const { output = '', confidence = 0 } = outputs[index] ?? {}
      return [{ row, output, confidence }]
    })
    .toSorted((a, b) => b.confidence - a.confidence)
  if (best === undefined) throw new RangeError('no rows to answer')
  return best
}

function requestOf(row: Example): PredictRequest {
  return { id: row.id, input: row.input, signal: new AbortController().signal }
}

/** Answers in the order of the rows; none when there is only one at a time. Throws when an index is missing or comes twice. */
async function answerMany(predictor: Predictor, rows: readonly Example[]): Promise<Prediction[]> {
  if (predictor.predictMany === undefined) return []
  const byIndex = new Map<number, Prediction>()
  for await (const { index, prediction } of predictor.predictMany(rows.map(requestOf))) {
    expect(byIndex.has(index)).toBe(false)
    byIndex.set(index, prediction)
  }
  expect([...byIndex.keys()].toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index))
  return rows.flatMap((_, index) => byIndex.get(index) ?? [])
}
