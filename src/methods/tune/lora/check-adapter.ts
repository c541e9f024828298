import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LanguageModel } from '../../../contracts/model.ts'
import type { ScoreJob, Trainer } from '../../../contracts/trainer.ts'
import { verifyAdapter } from '../../../models/llama/verify-adapter.ts'
import type { AdapterCheck } from '../../../models/llama/verify-adapter.ts'
import { forceAnswers } from './force-answers.ts'
import { jsonLines } from './training-rows.ts'
import type { TrainingRow } from './training-rows.ts'

export interface AdapterChecking {
  trainer: Trainer
  job: Omit<ScoreJob, 'rows'>
  /** At least one. */
  rows: readonly TrainingRow[]
  /** Opens the adapter where it would be served. */
  open: () => Promise<LanguageModel>
  signal: AbortSignal
}

/** Has trainer and host score the same answers and compares what they say. */
export async function checkAdapter({
  trainer,
  job,
  rows,
  open,
  signal,
}: AdapterChecking): Promise<AdapterCheck> {
  await mkdir(job.folder, { recursive: true })
  const path = join(job.folder, 'rows.jsonl')
  await writeFile(path, jsonLines(rows))
  const trained = await trainer.score({ ...job, rows: path }, signal)
  const model = await open()
  try {
    const asked = rows.map(({ messages }) => ({
      messages: messages.slice(0, -1),
      answer: messages.at(-1)?.content ?? '',
    }))
    return verifyAdapter({ trainer: trained, host: await forceAnswers(model, asked, signal) })
  } finally {
    await model.close()
  }
}
