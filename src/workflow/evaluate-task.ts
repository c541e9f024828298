import { resolve } from 'node:path'
import type { Candidate } from '../contracts/candidate.ts'
import type { Evaluation } from '../contracts/evaluation.ts'
import type { Example, ExampleSplit } from '../contracts/example.ts'
import type { Method } from '../contracts/method.ts'
import type { CriterionResult } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import { readExamples } from '../data/import/read-examples.ts'
import { assertReal } from '../data/synthetic/assert-real.ts'
import { loadSplit } from '../data/split/load-split.ts'
import { trainingSplit } from '../data/split/training-split.ts'
import { claimQuality } from '../decide/compare/quality-claim.ts'
import { judgeValidity } from '../decide/criteria/validity.ts'
import { DataError, StoreError, TaskError } from '../errors.ts'
import type { AnsweredRow } from '../evaluate/answer-rows.ts'
import { scoreAnswers } from '../evaluate/score-answers.ts'
import { isHostedName } from '../models/http/hosted-name.ts'
import { resolveModel } from '../models/http/resolve-model.ts'
import { methodOf, methods } from '../methods/registry.ts'
import { priceQueries } from '../prices/price-queries.ts'
import { percentileOf } from '../stats/percentile-interval.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { normaliseText } from '../text/same-text.ts'
import { askFirst } from './ask-first.ts'
import { nearestKey } from './nearest-key.ts'
import { askRows } from './run/ask-rows.ts'
import { countValidity } from './run/count-validity.ts'
import { describeMachine } from './run/describe-machine.ts'
import { formOf } from './run/judge-served.ts'
import { fitOne } from './run/fit-one.ts'
import type { KeyLookup } from '../models/http/key-for.ts'
import { installedTrainer } from './run/installed-trainer.ts'
import type { RunContext } from './run/run-context.ts'
import { SearchBudget } from './run/search-budget.ts'
import { armRows } from './run/arm-rows.ts'

/** The kind of a prompt of the reader's own. */
const ownPrompts = 'prompt/custom'

export interface EvaluateOptions extends Pick<RunContext, 'pool' | 'events' | 'signal'> {
  /** A kind of method, fitted if it was not; without it the candidate the latest run chose or led with. */
  method?: string
  /** A prompt of the reader's own that the task lists: `prompt/custom` with it. */
  prompt?: string
  /** Another model than the task's, for the method or prompt that is named. */
  model?: string
  /** A file of labelled examples; without it the validation rows. Never the test set. */
  file?: string
  /** The cache folder, for the trainer. */
  home?: string
  /** For the token of a cluster that trains. */
  keyOf?: KeyLookup
}

/**
 * Scores one candidate on validation rows or on a file, for prompts in work and for CI. The sealed test set is not read.
 * Answers are kept: a second evaluation asks only what is new.
 *
 * @throws TaskError for an unknown method or prompt, DataError for a file that is the task's test set, StoreError before the first run.
 */
export async function evaluateTask(whole: Task, options: EvaluateOptions): Promise<Evaluation> {
  const { pool, events, signal, file } = options
  const { task, method } = whatToEvaluate(whole, options)
  const split = await loadSplit(task)
  const rows = file === undefined ? split.validation : await readRows(task, file, split)
  const seen = file === undefined ? 0 : countShared(rows, split.train)
  const store = openStore(task.folder, describeMachine())
  try {
    const searchBudget = new SearchBudget(task)
    const trainer = await installedTrainer(task, store, options)
    const run: RunContext = { task, store, pool, freshPool: pool, events, signal, searchBudget, trainer }
    const candidate = await candidateFor(run, method, trainingSplit(split))
    const label = `${candidate.name}: ${file ?? 'validation'}`
    const { answered, failed, kept } = await askRows(run, candidate, { rows, label })
    const { metric, atLeast, atMost } = task.success.quality
    const target = atLeast ?? atMost ?? 0
    const quality = scoreAnswers(answered, { metric, seed: task.seed })
    const predictions = answered.map(({ prediction }) => prediction)
    const latencies = predictions.flatMap((prediction) => prediction.latencyMs ?? [])
    const computeMs = predictions.flatMap((prediction) => prediction.computeMs ?? [])
    const cost = priceQueries(candidate, { predictions, computeMs }, task)
    const claim = claimQuality({ rows: armRows(answered, metric) }, { metric, target, seed: task.seed })
    const { name, kind, family, version } = candidate
    return {
      candidate: { name, kind, family, version },
      on: file ?? 'validation',
      rows: rows.length,
      failed: failed.length,
      ...(seen === 0 ? {} : { alsoInTrain: seen }),
      ...(quality === undefined ? {} : { quality, meets: criterionOf(claim, target) }),
      ...validityOf(task, candidate, answered),
      validity: countValidity(answered),
      ...(cost.tokensPerQuery === undefined ? {} : { tokensPerQuery: cost.tokensPerQuery }),
      ...(cost.perQuery === undefined ? {} : { costPerQueryUsd: cost.perQuery }),
      ...(latencies.length === 0
        ? {}
        : { latencyMs: { ...spreadOf(latencies), ...atATime(candidate, task), kept } }),
    }
  } finally {
    store.close()
  }
}

function spreadOf(values: readonly number[]): { p50: number; p95: number } {
  return { p50: percentileOf(values, 0.5), p95: percentileOf(values, 0.95) }
}

function atATime({ kind, models }: Candidate, { evaluation }: Task): { atATime?: number } {
  const isAsked = kind !== 'recorded' && models.some(({ role }) => role === 'language')
  return isAsked ? { atATime: evaluation.concurrency } : {}
}

function criterionOf(claim: ReturnType<typeof claimQuality>, target: number): CriterionResult {
  const result = claim.pValue <= 0.05 ? 'meets' : claim.fails ? 'fails' : 'cannot-say'
  return { criterion: 'quality', target, value: claim.value, bound: claim.cautiousBound, result }
}

function validityOf(
  { success: { validity } }: Task,
  candidate: Candidate,
  answered: readonly AnsweredRow[],
): Pick<Evaluation, 'meetsValidity'> {
  if (validity === undefined) return {}
  return { meetsValidity: judgeValidity(validity.atLeast, formOf(candidate, answered)) }
}

async function readRows({ data, folder }: Task, file: string, split: ExampleSplit): Promise<Example[]> {
  if (data.test !== undefined && resolve(folder, data.test) === resolve(file))
    throw new DataError(`${file} is the test set of this task: it is opened for a verdict only.`, {
      hint: 'Keep a regression set of its own, or leave --file out to use the validation rows.',
    })
  const rows = await readExamples({ path: resolve(file), fields: data.fields })
  assertReal(rows, 'test')
  const sealed = countShared(rows, split.test)
  if (sealed === 0) return rows
  throw new DataError(
    `${file}: ${sealed} of its ${rows.length} rows ${sealed === 1 ? 'has' : 'have'} the text of a sealed test row.`,
    {
      hint: 'Rows to evaluate on are others than those a verdict rests on: keep a regression set of its own.',
    },
  )
}

/** Rows whose text is that of one of the others (design §4, the same text). */
function countShared(rows: readonly Example[], others: readonly Example[]): number {
  const texts = new Set(others.map(({ input }) => normaliseText(input.text)))
  return rows.filter(({ input }) => texts.has(normaliseText(input.text))).length
}

async function candidateFor(
  run: RunContext,
  method: Method | undefined,
  split: ReturnType<typeof trainingSplit>,
): Promise<Candidate> {
  if (method === undefined) return latestCandidate(run.store)
  const { kind } = method
  const [spec] = method.specs(run.task)
  if (spec === undefined)
    throw new TaskError(`${run.task.path} says nothing that ${kind} could be fitted to.`)
  const outcome = await fitOne(run, { method, spec }, split)
  if ('candidate' in outcome) return outcome.candidate
  const reason = 'notMeasured' in outcome ? outcome.notMeasured.reason : 'its job is still running'
  throw new TaskError(`${kind} cannot be measured: ${reason}.`)
}

/** The method that is named, and the task with the one prompt and model that are: the first of several is so by chance. */
function whatToEvaluate(task: Task, options: EvaluateOptions): { task: Task; method?: Method } {
  const { prompt, model } = options
  const kind = kindOf(options)
  if (kind === undefined) {
    if (model === undefined) return { task }
    throw new TaskError(
      `--model ${model} says nothing without --method or --prompt: which prompt is it asked with?`,
    )
  }
  const method = methodFor(kind, task)
  if (model !== undefined && method.family !== 'prompt')
    throw new TaskError(`${kind} asks no language model: --model ${model} says nothing there.`)
  // An unknown provider is refused here, before anything is written.
  if (model !== undefined && isHostedName(model)) resolveModel(model, task.providers)
  const asked = model === undefined ? task : askFirst(task, model)
  return { method, task: prompt === undefined ? asked : withPrompt(asked, prompt) }
}

function kindOf({ method, prompt }: EvaluateOptions): string | undefined {
  if (prompt === undefined || method === undefined) return prompt === undefined ? method : ownPrompts
  if (method === ownPrompts) return method
  throw new TaskError(`A prompt of your own is ${ownPrompts}, not ${method}: name one or the other.`)
}

function withPrompt(task: Task, prompt: string): Task {
  if (task.prompts.includes(prompt)) return { ...task, prompts: [prompt] }
  const nearest = nearestKey(prompt, task.prompts)
  throw new TaskError(`The task file lists no prompt "${prompt}" under prompts.`, {
    hint: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Listed: ${task.prompts.join(', ') || 'none'}.`,
  })
}

function methodFor(kind: string, { kind: taskKind }: Task): Method {
  const able = methods.filter(({ kinds }) => kinds.includes(taskKind)).map((method) => method.kind)
  if (able.includes(kind)) return methodOf(kind)
  const nearest = nearestKey(kind, able)
  throw new TaskError(`There is no method "${kind}" for ${taskKind}.`, {
    hint: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Allowed: ${able.join(', ')}.`,
  })
}

function latestCandidate({ chosen, candidates }: Store): Candidate {
  const version = chosen.latest()?.version
  const candidate = version === undefined ? undefined : candidates.byVersion(version)
  if (candidate !== undefined) return candidate
  throw new StoreError('There is no candidate to evaluate yet.', {
    hint: 'Run crossover run first, or name a method: crossover evaluate --method prompt/zero-shot.',
  })
}
