import { resolve } from 'node:path'
import type { Embedder } from '../contracts/model.ts'
import { type Progress, silentProgress } from '../contracts/progress.ts'
import type { ExampleSplit } from '../contracts/example.ts'
import type { DataReport, Finding } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import { assessData } from '../assess/assess-data.ts'
import { assessChange } from '../assess/change/assess-change.ts'
import { fingerprint } from '../data/fingerprint.ts'
import { readProduction } from '../data/import/read-production.ts'
import { countOpenings } from '../data/seal/opening.ts'
import { readOpenings } from '../data/seal/read-openings.ts'
import { loadSplit } from '../data/split/load-split.ts'
import { gatherTexts } from './gather-texts.ts'
import { measuredTuning } from './measured-tuning.ts'

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

const severities: readonly Finding['severity'][] = ['blocker', 'warning', 'note']

/**
 * Reads a task's examples and says whether they are enough, clean and separate, and with an embedder whether they are
 * representative. Opens nothing; runs no model but the embedder.
 */
export async function checkData(task: Task, options: CheckOptions = {}): Promise<DataReport> {
  const split = await loadSplit(task)
  const { openings } = await readOpenings(task.folder)
  const texts = await gatherTexts(task, split, options.home)
  const measured = await measuredTuning(task)
  const assessed = assessData({
    task,
    split,
    openings: countOpenings(openings, fingerprint(split.test)),
    texts,
    ...(measured === undefined ? {} : { measured }),
  })
  const sources = split.sources.map(({ path: file, ...facts }) => ({ file, ...facts }))
  const report = { ...assessed, sources }
  return options.openEmbedder === undefined ? report : addChange(report, { task, split }, options)
}

async function addChange(
  report: DataReport,
  { task, split }: { task: Task; split: ExampleSplit },
  { openEmbedder, isDeep = false, progress = silentProgress, signal }: CheckOptions,
): Promise<DataReport> {
  if (openEmbedder === undefined) return report
  const { production: file, fields } = task.data
  const production = file === undefined ? [] : await readProduction(resolve(task.folder, file), fields)
  const embedder = await openEmbedder()
  try {
    const { findings, ...rest } = await assessChange({
      task,
      split,
      production,
      isDeep,
      embedder,
      progress,
      signal,
    })
    return { ...report, ...rest, findings: worstFirst([...report.findings, ...findings]) }
  } finally {
    await embedder.close()
  }
}

/** Findings by severity, in the order they were found. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity))
}
