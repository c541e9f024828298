import type { TrainingSplit } from '../../contracts/method.ts'
import type { SeedsReport } from '../../contracts/training-report.ts'
import { isFloor } from '../../methods/registry.ts'
import { meritOf } from '../../scorers/merit-of.ts'
import { fitAndValidate } from './fit-and-validate.ts'
import type { RunContext } from './run-context.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

/** Above so many rows one seed is much like another, and each costs more. */
const fewRows = 1000
const seedsOfRecipe = 3

/**
 * Fits trained finalists with two more seeds where rows are few: the candidate is the recipe, what is served is the best of
 * the three on validation rows (decision.md §4). Resumes like any fit.
 *
 * @param candidates all that were validated: a seed that ends no better than a floor has collapsed.
 */
export async function repeatSeeds(
  run: RunContext,
  finalists: readonly ValidatedCandidate[],
  { candidates, split }: { candidates: readonly ValidatedCandidate[]; split: TrainingSplit },
): Promise<ValidatedCandidate[]> {
  const floor = Math.max(
    ...candidates
      .filter(({ candidate }) => isFloor(candidate.kind))
      .map(({ validation }) => meritOf(validation)),
  )
  const repeated: ValidatedCandidate[] = []
  for (const finalist of finalists) {
    const isTrained = finalist.method.needs?.includes('trainer') === true && split.train.length < fewRows
    repeated.push(isTrained ? await bestOfSeeds(run, finalist, { floor, split }) : finalist)
  }
  return repeated
}

async function bestOfSeeds(
  run: RunContext,
  finalist: ValidatedCandidate,
  { floor, split }: { floor: number; split: TrainingSplit },
): Promise<ValidatedCandidate> {
  const tooLong = explainOneSeed(run, finalist)
  const { method, candidate, answered } = finalist
  const rows = answered.map(({ row }) => row)
  const arms = [finalist]
  const failed: SeedsReport['failed'] = []
  for (let more = 1; more < seedsOfRecipe && tooLong === undefined; more += 1) {
    const seed = candidate.seed + more
    // A recipe that was searched is repeated, not its search.
    const arm = await fitAndValidate(run, { method, spec: candidate.spec, seed }, { split, rows })
    if ('notMeasured' in arm) failed.push({ seed, reason: arm.notMeasured.reason })
    else arms.push(arm)
  }
  const [best = finalist] = arms.toSorted((one, other) => meritOf(other.validation) - meritOf(one.validation))
  return { ...best, seeds: reportOf(run, arms, { floor, tooLong, failed }) }
}

function explainOneSeed({ task }: RunContext, { candidate }: ValidatedCandidate): string | undefined {
  const minutes = Math.ceil((candidate.fitCost.seconds * seedsOfRecipe) / 60)
  const { budgetMinutes } = task.tuning
  if (minutes <= budgetMinutes) return undefined
  return `three seeds would take about ${minutes} min; tuning.budgetMinutes allows ${budgetMinutes}`
}

function reportOf(
  { task }: RunContext,
  arms: readonly ValidatedCandidate[],
  { floor, tooLong, failed }: { floor: number; tooLong: string | undefined; failed: SeedsReport['failed'] },
): SeedsReport {
  return {
    metric: task.success.quality.metric,
    values: arms.flatMap(({ candidate, validation }) =>
      validation === undefined ? [] : [{ seed: candidate.seed, value: validation.value, rows: validation.n }],
    ),
    collapsed: arms.filter(({ validation }) => meritOf(validation) <= floor).length,
    failed,
    ...(tooLong === undefined ? {} : { onlyOne: tooLong }),
  }
}
