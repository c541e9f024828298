import type { DataReport } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import { assessData } from '../assess/assess-data.ts'
import { fingerprint } from '../data/fingerprint.ts'
import { countOpenings } from '../data/seal/opening.ts'
import { readOpenings } from '../data/seal/read-openings.ts'
import { loadSplit } from '../data/split/load-split.ts'

/** Reads a task's examples and says whether they are enough, clean and separate. Runs no model, opens nothing. */
export async function checkData(task: Task): Promise<DataReport> {
  const split = await loadSplit(task)
  const { openings } = await readOpenings(task.folder)
  return assessData({ task, split, openings: countOpenings(openings, fingerprint(split.test)) })
}
