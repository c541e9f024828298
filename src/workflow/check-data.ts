import type { DataReport } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import { assessData } from '../assess/assess-data.ts'
import { fingerprint } from '../data/fingerprint.ts'
import { countOpenings } from '../data/seal/opening.ts'
import { readOpenings } from '../data/seal/read-openings.ts'
import { loadSplit } from '../data/split/load-split.ts'
import { gatherTexts } from './gather-texts.ts'
import { measuredTuning } from './measured-tuning.ts'

export interface CheckOptions {
  /** The cache folder of models, for their tokenizers; without it lengths are estimated from characters. */
  home?: string
}

/** Reads a task's examples and says whether they are enough, clean and separate. No model answers, nothing is opened. */
export async function checkData(task: Task, { home }: CheckOptions = {}): Promise<DataReport> {
  const split = await loadSplit(task)
  const { openings } = await readOpenings(task.folder)
  const texts = await gatherTexts(task, split, home)
  const measured = await measuredTuning(task)
  return assessData({
    task,
    split,
    openings: countOpenings(openings, fingerprint(split.test)),
    texts,
    ...(measured === undefined ? {} : { measured }),
  })
}
