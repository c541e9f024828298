import type { Candidate } from '../../contracts/candidate.ts'
import type { PromptComplexity } from '../../contracts/report.ts'
import { promptComplexity } from '../../methods/prompt/simplify/prompt-complexity.ts'
import type { RunContext } from './run-context.ts'

/** How much each prompt says before any row, by the candidate's version. */
export async function promptComplexities(
  { task, store }: Pick<RunContext, 'task' | 'store'>,
  candidates: readonly { candidate: Candidate; served?: Candidate }[],
): Promise<Map<string, PromptComplexity>> {
  const found = new Map<string, PromptComplexity>()
  for (const { candidate, served = candidate } of candidates) {
    const complexity = await promptComplexity(served, { task, artifacts: store.artifacts })
    if (complexity !== undefined) found.set(served.version, complexity)
  }
  return found
}
