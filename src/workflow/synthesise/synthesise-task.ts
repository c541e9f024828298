import type { Example, ExampleSplit } from '../../contracts/example.ts'
import type { Embedder } from '../../contracts/model.ts'
import type { Task } from '../../contracts/task.ts'
import { embedAll } from '../../assess/change/embed-all.ts'
import { loadSplit } from '../../data/split/load-split.ts'
import { answerFormatOf } from '../../methods/prompt/answers/answer-format.ts'
import type { SharedModelPool } from '../../models/pool.ts'
import { openStore } from '../../store/open-store.ts'
import { describeMachine } from '../run/describe-machine.ts'
import type { RunEvents } from '../run/run-events.ts'
import { askQuestions } from './ask-questions.ts'
import { filterRound, type Filters } from './filter-round.ts'
import { textFilter } from './filter-written.ts'
import { labelCheck } from './label-check.ts'
import { planQuestions } from './plan-questions.ts'
import { sourceRows } from './source-rows.ts'
import { emptyState, synthesisOf, type Synthesis } from './synthesis.ts'
import { countKept } from './count-kept.ts'
import type { Way } from './written-example.ts'

export interface SynthesisRequest {
  model: string
  /** Examples to keep. */
  count: number
  way: Way
  /** Write examples of this label only. */
  label?: string
  /** p(label) the head must give; default .5. */
  threshold?: number
}

export interface SynthesiseOptions {
  pool: SharedModelPool
  events: RunEvents
  signal: AbortSignal
  now?: () => Date
}

/** Questions for each example wanted, at most: a model whose answers are mostly useless is not asked for ever. */
export const questionsPerExample = 4
const usualThreshold = 0.5

/**
 * Has a language model write examples from train rows, and keeps those that pass every filter. What is asked depends on the
 * seed and the answers alone, and answers are kept: a run that was killed goes on to the same rows and pays for none twice.
 *
 * @throws TaskError for a label without train rows, StoppedError on Ctrl-C.
 */
export async function synthesiseTask(
  task: Task,
  request: SynthesisRequest,
  { pool, events, signal, now = () => new Date() }: SynthesiseOptions,
): Promise<Synthesis> {
  const split = await loadSplit(task)
  const sources = sourceRows(task, split, request)
  const embedder = task.kind === 'classification' ? await pool.embedder(task.models.embedding) : undefined
  const store = openStore(task.folder, describeMachine())
  try {
    const filters = await openFilters(task, split, { request, embedder, events, signal })
    const format = answerFormatOf(task, { train: sources.clean })
    const plan = planQuestions({ way: request.way, rows: sources.rows, seed: task.seed })
    const asking = { task, store, pool, signal, events, format, model: request.model }
    const state = emptyState()
    while (state.kept.length < request.count && state.asked < request.count * questionsPerExample) {
      const left = request.count * questionsPerExample - state.asked
      const questions = plan(Math.min(left, request.count - state.kept.length), countKept(state.kept))
      const round = await askQuestions(asking, questions)
      state.asked += round.asked
      await filterRound(round.answers, { filters, state, signal })
      events.progress({ label: 'examples kept', done: state.kept.length, total: request.count, unit: 'rows' })
      if (round.stopped === undefined) continue
      state.stopped = round.stopped
      break
    }
    return synthesisOf(state, { task, model: request.model, at: now(), check: filters.label?.check })
  } finally {
    store.close()
    await embedder?.close()
  }
}

async function openFilters(
  task: Task,
  split: ExampleSplit,
  given: {
    request: SynthesisRequest
    embedder: Embedder | undefined
    events: RunEvents
    signal: AbortSignal
  },
): Promise<Filters> {
  const { embedder, request, events, signal } = given
  const text = textFilter(split, task.kind)
  if (embedder === undefined) return { text }
  const real: Example[] = split.train.filter((row) => row.synthetic === undefined)
  const { vectors, dimensions } = await embedAll({ embedder, progress: events.progress, signal }, real)
  const check = await labelCheck(
    { rows: real, vectors, dimensions },
    {
      seed: task.seed,
      threshold: request.threshold ?? usualThreshold,
      afterFold: () => new Promise((resolve) => setImmediate(resolve)),
    },
  )
  return check === undefined ? { text } : { text, label: { check, embedder } }
}
