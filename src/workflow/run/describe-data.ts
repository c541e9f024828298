import type { DataReport } from '../../contracts/report.ts'
import { EngineError, UnreachableModelError } from '../../errors.ts'
import { embedderIsCached } from '../embedder-is-cached.ts'
import { describeExamples, type FactsOfFiles } from '../describe-examples.ts'
import { tuningOf } from '../measured-tuning.ts'
import type { RunContext } from './run-context.ts'
import type { Validation } from './validate-candidates.ts'

/** What was learnt of the examples before and while a run went on. */
export interface DataOfRun {
  facts: FactsOfFiles
  validation: Validation
  /** False: no language model may be opened. */
  llm: boolean
  /** The cache folder of models. */
  home?: string | undefined
}

/**
 * What `check` says of the examples, for a run's report; last, so that figures are on screen before. The embedder is asked
 * only where a candidate of this run was fitted with it: it is here then, and its vectors are kept.
 */
export async function describeData(run: RunContext, data: DataOfRun): Promise<DataReport> {
  const { task, pool, events, signal } = run
  const { facts, validation, llm, home } = data
  const measured = tuningOf(
    validation.candidates.map(({ candidate, ...rest }) => ({ ...candidate, ...rest })),
  )
  const usesEmbedder = validation.candidates.some(({ candidate }) =>
    candidate.models.some(({ name }) => name === task.models.embedding),
  )
  const describe = (openEmbedder?: () => ReturnType<typeof pool.embedder>) =>
    describeExamples(
      task,
      { ...facts, ...(measured === undefined ? {} : { measured }) },
      {
        depth: 'run',
        home,
        openLanguageModel: llm && ((name) => pool.language(name)),
        openEmbedder,
        progress: events.progress,
        signal,
      },
    )
  // Where every answer was stored earlier, nothing is installed for this.
  const isHere = home === undefined || (await embedderIsCached(task, home))
  if (!usesEmbedder || !isHere) return describe()
  try {
    return await describe(() => pool.embedder(task.models.embedding))
  } catch (error) {
    // Answers that were stored earlier need no engine; the report is not lost for want of it.
    if (error instanceof EngineError || error instanceof UnreachableModelError) return describe()
    throw error
  }
}
