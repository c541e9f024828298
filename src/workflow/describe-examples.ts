import type { Embedder } from '../contracts/model.ts'
import { type Progress, silentProgress } from '../contracts/progress.ts'
import type { DataReport, Finding } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import { assessFacts } from '../assess/assess-data.ts'
import { assessChange } from '../assess/change/assess-change.ts'
import type { DepthOfChange } from '../assess/change/depth-of-change.data.ts'
import type { ChangeRow } from '../assess/change/embedded-rows.ts'
import { notCompared } from '../assess/change/not-compared.ts'
import type { DataFacts } from '../assess/data-facts.ts'
import type { LoadedSplit } from '../data/split/load-split.ts'
import { gatherTexts, type OpenLanguageModel } from './gather-texts.ts'

/** Facts of examples, of the files they were read from, and production inputs. */
export interface FactsOfFiles extends DataFacts {
  split: LoadedSplit
  production: readonly ChangeRow[]
}

export interface DescribeOptions {
  depth: DepthOfChange
  /** The cache folder of models, for their tokenizers; without it lengths are estimated from characters. */
  home?: string | undefined
  /** Opens a language model to count the tokens of rows that may be too long for it; false: none is opened. */
  openLanguageModel?: OpenLanguageModel | false | undefined
  openEmbedder?: (() => Promise<Embedder>) | undefined
  progress?: Progress
  signal?: AbortSignal | undefined
}

const severities: readonly Finding['severity'][] = ['blocker', 'warning', 'note']

/** All that `check`, and a run's report, say of examples whose facts were gathered; findings come worst first. */
export async function describeExamples(
  task: Task,
  facts: FactsOfFiles,
  options: DescribeOptions,
): Promise<DataReport> {
  const { split } = facts
  const texts = await gatherTexts(task, split, options)
  const sources = split.sources.map(({ path: file, ...source }) => ({ file, ...source }))
  const report = { ...assessFacts({ ...facts, texts }), sources }
  const { findings, ...change } = await describeChange(task, facts, options)
  return { ...report, ...change, findings: worstFirst([...report.findings, ...findings]) }
}

async function describeChange(
  task: Task,
  { split, production }: FactsOfFiles,
  { openEmbedder, depth, progress = silentProgress, signal }: DescribeOptions,
): Promise<Pick<DataReport, 'change' | 'learningCurve' | 'labelSuspects' | 'findings'>> {
  if (openEmbedder === undefined) return { findings: [notCompared(depth)] }
  const embedder = await openEmbedder()
  try {
    return await assessChange({ task, split, production, depth, embedder, progress, signal })
  } finally {
    await embedder.close()
  }
}

/** Findings by severity, in the order they were found. */
function worstFirst(findings: readonly Finding[]): Finding[] {
  return severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity))
}
