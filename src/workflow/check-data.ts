import { resolve } from 'node:path'
import type { Embedder } from '../contracts/model.ts'
import type { Progress } from '../contracts/progress.ts'
import type { DataReport } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import { dataFacts } from '../assess/data-facts.ts'
import { fingerprint } from '../data/fingerprint.ts'
import { readProduction } from '../data/import/read-production.ts'
import { countOpenings } from '../data/seal/opening.ts'
import { readOpenings } from '../data/seal/read-openings.ts'
import { type LoadedSplit, loadSplit } from '../data/split/load-split.ts'
import { describeExamples, type FactsOfFiles } from './describe-examples.ts'
import { measuredTuning } from './measured-tuning.ts'
import { assertKnownMethods } from './run/select-methods.ts'

export interface CheckOptions {
  /** The cache folder of models, for their tokenizers; without it lengths are estimated from characters. */
  home?: string
  /** Opens the embedder that coverage, change and label errors need; without it nothing of these is said. */
  openEmbedder?: (() => Promise<Embedder>) | undefined
  /** Suspected label errors and the learning curve too, on all rows. */
  isDeep?: boolean
  progress?: Progress
  signal?: AbortSignal
}

/**
 * Reads a task's examples and says whether they are enough, clean and separate, and with an embedder whether they are
 * representative. Opens nothing; runs no model but the embedder.
 *
 * @throws TaskError for a method of the task file that there is not: a run would refuse it too.
 */
export async function checkData(task: Task, options: CheckOptions = {}): Promise<DataReport> {
  assertKnownMethods(task)
  const facts = await gatherFacts(task, await loadSplit(task))
  const measured = await measuredTuning(task)
  const { isDeep = false, ...rest } = options
  return describeExamples(task, measured === undefined ? facts : { ...facts, measured }, {
    ...rest,
    depth: isDeep ? 'deep' : 'plain',
  })
}

/**
 * The facts of a task's examples, the openings of its test set and production inputs among them.
 *
 * @throws DataError when the file of production inputs cannot be read as such.
 */
export async function gatherFacts(task: Task, split: LoadedSplit): Promise<FactsOfFiles> {
  const { openings } = await readOpenings(task.folder)
  const facts = dataFacts({ task, split, openings: countOpenings(openings, fingerprint(split.test)) })
  const { production: file } = task.data
  const production = file === undefined ? [] : await readProduction(resolve(task.folder, file), task.data)
  return { ...facts, split, production }
}
