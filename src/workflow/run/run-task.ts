import type { UploadRequest } from '../../contracts/method.ts'
import type { Report } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { assessFacts } from '../../assess/assess-data.ts'
import { fingerprint } from '../../data/fingerprint.ts'
import { excludeTwins } from '../../data/split/exclude-twins.ts'
import { loadSplit, type LoadedSplit } from '../../data/split/load-split.ts'
import { trainingSplit } from '../../data/split/training-split.ts'
import type { KeyLookup } from '../../models/http/key-for.ts'
import type { SharedModelPool } from '../../models/pool.ts'
import { openStore } from '../../store/open-store.ts'
import { gatherFacts } from '../check-data.ts'
import { checkModels } from './check-models.ts'
import { assembleReport } from './assemble-report.ts'
import { candidateDetails } from './candidate-details.ts'
import { describeData } from './describe-data.ts'
import { describeMachine } from './describe-machine.ts'
import { checkTrainer, installedTrainer } from './installed-trainer.ts'
import { keepRunCards } from '../releases/keep-run-cards.ts'
import { keepPromptScores } from './keep-prompt-scores.ts'
import { measureFinalists } from './measure-finalists.ts'
import { measureGaps } from './measure-gaps.ts'
import { openTestSet } from './open-test-set.ts'
import { pickReference } from './pick-reference.ts'
import type { RunContext } from './run-context.ts'
import type { RunEvents } from './run-events.ts'
import { SearchBudget } from './search-budget.ts'
import { selectMethods } from './select-methods.ts'
import { syntheticArms } from './synthetic-arms.ts'
import { syntheticRowsOf } from './synthetic-rows-of.ts'
import { settleFinalists } from './settle-finalists.ts'
import { testFinalists } from './test-finalists.ts'
import { unansweredOf } from './unanswered.ts'
import { uploadGate } from './upload-gate.ts'
import { validateCandidates } from './validate-candidates.ts'
import { withholdMethods } from './withhold-methods.ts'
import { writeReport } from './write-report.ts'
import { countOf } from '../../report/words/format-count.ts'

export interface RunOptions {
  pool: SharedModelPool
  events: RunEvents
  signal: AbortSignal
  /** False: baselines and the head only. */
  llm?: boolean
  /** The cache folder: tokenizers of models and the trainer; without it lengths are estimated from characters, nothing is trained in Python. */
  home?: string
  /** For the token of a cluster that trains. */
  keyOf?: KeyLookup
  /** Who is written down as having measured prompts, and as the author of edited ones. */
  author?: string
  /** Whether the reader agrees that examples are sent to a vendor; absent: nobody was asked, nothing is sent. */
  mayUpload?: (request: UploadRequest) => Promise<boolean>
  now?: () => Date
}

/** Below so many validation rows a choice among candidates is mostly luck. */
const fewestValidationRows = 20

/** A report, and where it lies. */
export interface RunResult {
  report: Report
  htmlPath: string
  jsonPath: string
}

/**
 * Everything up to the verdict: read, assess, fit, validate, fix the finalists, time them, open the test set, compare,
 * decide, write. Resumes where it was stopped: what was fitted and answered is not done again.
 *
 * @throws TaskError, DataError, StoreError, ModelError for what the reader must change; StoppedError on Ctrl-C.
 */
export async function runTask(task: Task, options: RunOptions): Promise<RunResult> {
  const { events, signal, llm = true, author = 'unknown', now = () => new Date() } = options
  const startedAt = now()
  const asked = selectMethods(task, { llm })
  await checkModels(task, options.pool)
  await checkTrainer(task, options)
  const loaded = await loadSplit(task)
  const testFingerprint = fingerprint(loaded.test)
  const facts = await gatherFacts(task, loaded)
  const assessed = assessFacts(facts)
  const { selected, notMeasured } = withholdMethods(asked, task, assessed)
  const rows = withoutTwins(loaded, events)
  const store = openStore(task.folder, describeMachine())
  try {
    const run: RunContext = {
      task,
      store,
      pool: options.pool,
      freshPool: options.pool.fresh(),
      events,
      signal,
      searchBudget: new SearchBudget(task),
      trainer: await installedTrainer(task, store, options),
      mayUpload: uploadGate(assessed, options.mayUpload),
    }
    const split = trainingSplit(rows)
    const arms = syntheticArms(selected, syntheticRowsOf(events, loaded, rows))
    const validation = await validateCandidates(run, arms, split)
    await keepPromptScores(run, validation.candidates, { author, at: now() })
    const { candidates } = validation
    const unanswered = unansweredOf(validation)
    const picked = unanswered.length > 0 ? [] : await settleFinalists(run, candidates, split)
    const finalists = await measureFinalists(run, picked, split)
    const reference = pickReference(finalists)
    const { test } = loaded
    const opened = await openTestSet(run, { finalists, reference, test, testFingerprint, at: now() })
    const { tested, stopped } = await testFinalists(run, finalists, { opened, reference, test })
    const report = assembleReport({
      task,
      data: await describeData(run, { facts, validation, llm, home: options.home }),
      split: rows,
      loaded,
      validation,
      unanswered,
      tested,
      stopped,
      details: await candidateDetails(run, [...candidates, ...finalists]),
      found: await measureGaps(run, finalists),
      reference,
      opened,
      notMeasured: [...notMeasured, ...validation.notMeasured],
      times: { startedAt, finishedAt: now() },
    })
    const written = await writeReport(store, report, { tested, stopped, opened, reference, testFingerprint })
    await keepRunCards(run, { report, validation, tested, split: rows, test })
    return { report, ...written }
  } finally {
    store.close()
  }
}

/** Rows to fit and select on, twins of test rows left out. */
function withoutTwins(loaded: LoadedSplit, events: RunEvents): Pick<LoadedSplit, 'train' | 'validation'> {
  const { excluded, ...rows } = excludeTwins(loaded)
  if (excluded.length > 0)
    events.notice(
      `${countOf(excluded.length, 'training row is a twin of a test row', 'training rows are twins of test rows')} and left out (crossover check names them)`,
    )
  if (rows.validation.length < fewestValidationRows)
    events.notice(
      `Only ${countOf(rows.validation.length, 'validation row is', 'validation rows are')} left: what is chosen among candidates rests on little.`,
    )
  return rows
}
