import type { Candidate } from '../../contracts/candidate.ts'
import type { CandidateReport } from '../../contracts/report.ts'
import { trainingReportSchema } from '../../contracts/training-report.ts'
import { judgeOverfitting } from '../../decide/overfitting/judge-overfitting.ts'
import { getJson } from '../../methods/artifact-codec.ts'
import { promptComplexity } from '../../methods/prompt/simplify/prompt-complexity.ts'
import type { RunContext } from './run-context.ts'

/** What a candidate's own files say of it. */
export type CandidateDetails = Pick<CandidateReport, 'promptComplexity' | 'training' | 'overfitting'>

/** How much each prompt says before any row and how each trained model was trained, by the candidate's version. */
export async function candidateDetails(
  run: Pick<RunContext, 'task' | 'store'>,
  candidates: readonly { candidate: Candidate; served?: Candidate }[],
): Promise<Map<string, CandidateDetails>> {
  const found = new Map<string, CandidateDetails>()
  for (const { candidate, served = candidate } of candidates)
    found.set(served.version, await detailsOf(run, served))
  return found
}

async function detailsOf(
  { task, store: { artifacts } }: Pick<RunContext, 'task' | 'store'>,
  candidate: Candidate,
): Promise<CandidateDetails> {
  const complexity = await promptComplexity(candidate, { task, artifacts })
  if (complexity !== undefined) return { promptComplexity: complexity }
  if (!candidate.artifacts.some(({ name }) => name === 'training')) return {}
  const training = trainingReportSchema.parse(await getJson(candidate, 'training', artifacts))
  return { training, overfitting: judgeOverfitting(training) }
}
