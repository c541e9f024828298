import * as z from 'zod'
import type { Task } from '../../contracts/task.ts'
import { excludeTwins } from '../../data/split/exclude-twins.ts'
import { loadSplit } from '../../data/split/load-split.ts'
import type { ModelCard } from '../../releases/cards/model-card.ts'
import { readRowList } from '../../releases/lineage/row-list.ts'
import { traceRows, type TracedRows } from '../../releases/lineage/trace-rows.ts'
import { findRelease } from './find-release.ts'

/** From a version back to the rows that made it. */
export interface ReleaseTrace {
  card: ModelCard
  train: TracedRows
  validation: TracedRows
  /** Ids of the train rows its prompt always shows. */
  shown: string[]
}

/** Specs of prompts that show the same rows to every input name them. */
const shownSchema = z.looseObject({ rows: z.array(z.string()) })

/**
 * Finds the rows a candidate was fitted and chosen on, by its fingerprints: from the task's files where they still give these
 * rows, else from what the run kept of them. Test rows are read to leave their twins out, as a run does; nothing of them is told.
 *
 * @throws TaskError for an unknown candidate, DataError for files that cannot be read.
 */
export async function traceRelease(task: Task, reference?: string): Promise<ReleaseTrace> {
  const card = await findRelease(task, reference)
  const { train, validation } = excludeTwins(await loadSplit(task))
  const sets = [train, validation, [...train, ...validation], []]
  const trace = async (fingerprint: string) =>
    traceRows(fingerprint, sets, await readRowList(task.folder, fingerprint))
  return {
    card,
    train: await trace(card.candidate.data.train),
    validation: await trace(card.candidate.data.validation),
    shown: shownSchema.safeParse(card.candidate.spec).data?.rows ?? [],
  }
}
