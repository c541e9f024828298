import type { QualityFigure } from '../../contracts/report.ts'
import { metricSchema, promptNameSchema } from '../../contracts/task.ts'
import type { Candidate } from '../../contracts/candidate.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { promptPath, readIfThere } from '../../methods/prompt/library/load-prompt.ts'
import type { PromptEvent, PromptScore } from '../../methods/prompt/library/prompt-event.ts'
import { promptVersion } from '../../methods/prompt/library/prompt-version.ts'
import { readHistory } from '../../methods/prompt/library/read-history.ts'
import { appendEvents } from '../../methods/prompt/library/write-history.ts'
import { promptSpecSchema, type PromptSpec } from '../../methods/prompt/prompt-spec.ts'
import type { FoundPrompt, PromptTask } from './find-prompt.ts'
import { ownAuthor, recordVersion, type Doing } from './record-version.ts'

/** A prompt candidate, and what it answered on validation rows. */
export interface MeasuredCandidate {
  candidate: Pick<Candidate, 'name' | 'kind' | 'family' | 'spec' | 'version'>
  answered: readonly AnsweredRow[]
  validation?: QualityFigure
}

/**
 * Adds what prompts scored on validation rows to the history: an edit that was never written down becomes a version first,
 * and so does a wording that a search found. What is known already is not added again. Candidates without a template are
 * passed over.
 *
 * @throws DataError when the history is damaged, StoreError when it cannot be written.
 */
export async function recordScores(
  task: PromptTask,
  measured: readonly MeasuredCandidate[],
  facts: Doing & { by: 'run' | 'try' },
): Promise<void> {
  for (const entry of measured) {
    const spec = promptSpecSchema.safeParse(entry.candidate.spec)
    if (entry.candidate.family !== 'prompt' || !spec.success || spec.data.template === '') continue
    const score = scoreOf(entry, spec.data)
    if (score !== undefined) await recordScore(task, { entry, spec: spec.data, score }, facts)
  }
}

async function recordScore(
  task: PromptTask,
  { entry, spec, score }: { entry: MeasuredCandidate; spec: PromptSpec; score: PromptScore },
  { author, at, by }: Doing & { by: 'run' | 'try' },
): Promise<void> {
  const name = promptNameSchema.safeParse(spec.prompt ?? entry.candidate.kind.replace('prompt/', ''))
  if (!name.success) return
  const events = await readHistory(task.folder)
  const found = await foundOf(task, name.data, spec.template)
  const isSearched = !found.isCurrent && spec.prompt === undefined && by === 'run'
  await recordVersion(
    task,
    { found, events },
    isSearched ? { author: ownAuthor, at, note: 'found by a search' } : { author, at },
  )
  if (isKnown(events, found, score)) return
  const { version } = found
  await appendEvents(task.folder, [
    { event: 'measured', name: name.data, version, author, at: at.toISOString(), by, score },
  ])
}

async function foundOf(task: PromptTask, name: string, text: string): Promise<FoundPrompt> {
  const version = promptVersion(text)
  const written = await readIfThere(promptPath(task.folder, name))
  return { name, version, text, isCurrent: written !== undefined && promptVersion(written) === version }
}

function scoreOf({ candidate, answered, validation }: MeasuredCandidate, spec: PromptSpec) {
  if (validation === undefined || validation.n === 0) return undefined
  const { value, low, high, n } = validation
  return {
    metric: metricSchema.parse(validation.metric),
    value,
    low,
    high,
    n,
    candidate: candidate.version,
    as: candidate.name,
    model: spec.language,
    ...meanTokens(answered),
  }
}

/** Mean tokens of a question and its answer, where they are known. */
export function meanTokens(answered: readonly AnsweredRow[]): {
  tokensPerQuery?: { input: number; output: number }
} {
  const usages = answered.flatMap(({ prediction }) => prediction.usage ?? [])
  if (usages.length === 0) return {}
  const mean = (values: readonly number[]) =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / values.length)
  const input = mean(usages.map((usage) => usage.inputTokens))
  const output = mean(usages.map((usage) => usage.outputTokens))
  return { tokensPerQuery: { input, output } }
}

function isKnown(
  events: readonly PromptEvent[],
  { name, version }: FoundPrompt,
  score: PromptScore,
): boolean {
  return events.some(
    (event) =>
      event.event === 'measured' &&
      event.name === name &&
      event.version === version &&
      event.score.candidate === score.candidate &&
      event.score.n === score.n &&
      event.score.value === score.value,
  )
}
