import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import type { Method } from '../../contracts/method.ts'
import type { QualityFigure } from '../../contracts/report.ts'
import type { Metric, Task } from '../../contracts/task.ts'
import { excludeTwins } from '../../data/split/exclude-twins.ts'
import { loadSplit } from '../../data/split/load-split.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import { DataError, EngineError, TaskError } from '../../errors.ts'
import type { Answers, AnsweredRow } from '../../evaluate/answer-rows.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { checkPrompt } from '../../methods/prompt/library/check-prompt.ts'
import { promptPath } from '../../methods/prompt/library/load-prompt.ts'
import { custom } from '../../methods/prompt/custom.ts'
import { promptSpecSchema, type PromptSpec } from '../../methods/prompt/prompt-spec.ts'
import { methods } from '../../methods/registry.ts'
import type { SharedModelPool } from '../../models/pool.ts'
import { randomSource } from '../../stats/random-source.ts'
import { stratifiedSample } from '../../stats/stratified-sample.ts'
import { openStore } from '../../store/open-store.ts'
import { askFirst } from '../ask-first.ts'
import { askRows } from '../run/ask-rows.ts'
import { describeMachine } from '../run/describe-machine.ts'
import { fitOne } from '../run/fit-one.ts'
import type { RunContext } from '../run/run-context.ts'
import type { RunEvents } from '../run/run-events.ts'
import { SearchBudget } from '../run/search-budget.ts'
import { stratumOf } from '../run/stratum-of.ts'
import { findPrompt, type FoundPrompt } from './find-prompt.ts'
import { meanTokens, recordScores } from './record-scores.ts'
import type { Doing } from './record-version.ts'
import { triedRows, type TriedRow } from './tried-rows.ts'

export interface TryOptions extends Doing {
  pool: SharedModelPool
  events: RunEvents
  signal: AbortSignal
  /** Validation rows to ask. */
  rows: number
  /** One of the task's language models by default: its first. */
  model?: string
}

export interface TriedPrompt extends Omit<FoundPrompt, 'text'> {
  candidate: string
  score?: QualityFigure
  tokensPerQuery?: { input: number; output: number }
  failed: number
}

/** Prompts side by side on a few validation rows. */
export interface PromptTrial {
  metric: Metric
  model: string
  prompts: TriedPrompt[]
  rows: TriedRow[]
}

/**
 * Asks prompts the same few validation rows; test rows stay sealed. Answers are kept like those of a run, which asks them
 * the same rows first, and the scores go into the history.
 *
 * @throws TaskError for an unknown prompt, or a template that cannot be used; DataError without validation rows.
 */
export async function tryPrompts(
  task: Task,
  references: readonly string[],
  options: TryOptions,
): Promise<PromptTrial> {
  const { events, signal, pool, author, at } = options
  const trying = withModel(task, options.model)
  const prompts: FoundPrompt[] = []
  for (const reference of references) prompts.push(await checkedPrompt(trying, reference))
  const { train, validation } = excludeTwins(await loadSplit(trying))
  const rows = rowsToTry(trying, validation, options.rows)
  const store = openStore(task.folder, describeMachine())
  try {
    const searchBudget = new SearchBudget(trying)
    const run = { task: trying, store, pool, freshPool: pool.fresh(), events, signal, searchBudget }
    const split = trainingSplit({ train, validation })
    const tried: Tried[] = []
    for (const found of prompts) {
      const candidate = await fitPrompt(run, found, split)
      const label = `${found.name}@${found.version}`
      tried.push({ found, candidate, answers: await askRows(run, candidate, { rows, label }) })
    }
    const scored = tried.map((entry) => ({ ...entry, ...scoreOf(trying, entry.answers.answered) }))
    const measured = scored.map(({ answers, ...entry }) => ({ ...entry, answered: answers.answered }))
    await recordScores(trying, measured, { author, at, by: 'try' })
    return {
      metric: trying.success.quality.metric,
      model: modelOf(trying),
      prompts: scored.map(triedPrompt),
      rows: triedRows(
        trying,
        rows,
        tried.map(({ answers }) => answers),
      ),
    }
  } finally {
    store.close()
  }
}

interface Tried {
  found: FoundPrompt
  candidate: Candidate
  answers: Answers
}

/** One question at a time, so that the times are those of a question. */
function withModel(task: Task, model: string | undefined): Task {
  const asked = askFirst(task, model ?? modelOf(task))
  return { ...asked, evaluation: { ...task.evaluation, concurrency: 1 } }
}

function modelOf({ models, path }: Task): string {
  const [first] = models.language
  if (first !== undefined) return first
  throw new TaskError(`${path}: models.language names no model to try a prompt with.`)
}

async function checkedPrompt(task: Task, reference: string): Promise<FoundPrompt> {
  const found = await findPrompt(task, reference)
  const name = specToTry(task, found).method === custom ? '' : found.name
  checkPrompt(found.text, { file: promptPath(task.folder, found.name), name, kind: task.kind })
  return found
}

/** The rows a run asks first, so that nothing is asked twice. */
function rowsToTry(task: Task, validation: readonly Example[], size: number): Example[] {
  const random = randomSource(task.seed)
  const rows = stratifiedSample(validation, { size, stratumOf: stratumOf(task), random })
  if (rows.length > 0) return rows
  throw new DataError('There are no validation rows to try a prompt on.', {
    hint: 'crossover check says what became of them.',
  })
}

async function fitPrompt(
  run: RunContext,
  found: FoundPrompt,
  split: Parameters<typeof fitOne>[2],
): Promise<Candidate> {
  const outcome = await fitOne(run, specToTry(run.task, found), split)
  if ('candidate' in outcome) return outcome.candidate
  const reason = 'notMeasured' in outcome ? outcome.notMeasured.reason : 'it is a job elsewhere'
  throw new EngineError(`${found.name} cannot be tried: ${reason}.`)
}

/** With the strategy the prompt belongs to, in a form that searches nothing; else as a prompt of one's own. */
function specToTry(task: Task, { name, text }: FoundPrompt): { method: Method; spec: PromptSpec } {
  const own = methods.find(({ kind, kinds }) => kind === `prompt/${name}` && kinds.includes(task.kind))
  const quick = own === undefined ? undefined : quickSpec(own, task)
  if (own !== undefined && quick !== undefined) return { method: own, spec: { ...quick, template: text } }
  const spec = quickSpec(custom, { ...task, prompts: [name] })
  if (spec === undefined) throw new TaskError(`${task.path}: models.language names no model.`)
  return { method: custom, spec: { ...spec, template: text } }
}

function quickSpec(method: Method, task: Task): PromptSpec | undefined {
  const specs = method.specs(task).map((spec) => promptSpecSchema.parse(spec))
  return specs.find(({ search }) => search === undefined)
}

function scoreOf(task: Task, answered: readonly AnsweredRow[]): { validation?: QualityFigure } {
  const { metric } = task.success.quality
  const validation = scoreAnswers(answered, { metric, seed: task.seed })
  return validation === undefined ? {} : { validation }
}

function triedPrompt({
  found,
  candidate,
  answers,
  validation,
}: Tried & { validation?: QualityFigure }): TriedPrompt {
  const { text: _, ...facts } = found
  return {
    ...facts,
    candidate: candidate.version,
    ...(validation === undefined ? {} : { score: validation }),
    ...meanTokens(answers.answered),
    failed: answers.failed.length,
  }
}
