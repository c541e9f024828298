import type { TrainingSplit } from '../../contracts/method.ts'
import type { SeedsReport } from '../../contracts/training-report.ts'
import { scoreAnswers } from '../../evaluate/score-answers.ts'
import { isFloor } from '../../methods/registry.ts'
import { meritOf } from '../../scorers/merit-of.ts'
import { askRows } from './ask-rows.ts'
import { fitOne } from './fit-one.ts'
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
  const arms = [finalist]
  for (let more = 1; more < seedsOfRecipe && tooLong === undefined; more += 1) {
    const arm = await withSeed(run, finalist, { seed: finalist.candidate.seed + more, split })
    if (arm !== undefined) arms.push(arm)
  }
  const [best = finalist] = arms.toSorted((one, other) => meritOf(other.validation) - meritOf(one.validation))
  return { ...best, seeds: reportOf(run, arms, { floor, tooLong }) }
}

/** A recipe that was searched is repeated, not its search. */
async function withSeed(
  run: RunContext,
  { method, candidate, answered }: ValidatedCandidate,
  { seed, split }: { seed: number; split: TrainingSplit },
): Promise<ValidatedCandidate | undefined> {
  const outcome = await fitOne(run, { method, spec: candidate.spec, seed }, split)
  if (!('candidate' in outcome)) {
    const reason = 'notMeasured' in outcome ? outcome.notMeasured.reason : 'its job is still running'
    run.events.notice(`${candidate.name}, seed ${seed}: ${reason}`)
    return undefined
  }
  const rows = answered.map(({ row }) => row)
  const asked = await askRows(run, outcome.candidate, { rows, label: `${candidate.name}, seed ${seed}` })
  const { metric } = run.task.success.quality
  const validation = scoreAnswers(asked.answered, { metric, seed: run.task.seed })
  return {
    method,
    candidate: outcome.candidate,
    answered: asked.answered,
    failed: asked.failed.length,
    ...(validation && { validation }),
  }
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
  { floor, tooLong }: { floor: number; tooLong: string | undefined },
): SeedsReport {
  return {
    metric: task.success.quality.metric,
    values: arms.flatMap(({ candidate, validation }) =>
      validation === undefined ? [] : [{ seed: candidate.seed, value: validation.value, rows: validation.n }],
    ),
    collapsed: arms.filter(({ validation }) => meritOf(validation) <= floor).length,
    ...(tooLong === undefined ? {} : { onlyOne: tooLong }),
  }
}
