import { assertInteger } from '../../../stats/assert-count.ts'

/** What a search may spend, and on what. */
export interface HalvingBudget {
  /** Variants to choose from. */
  variants: number
  /** Validation rows there are. */
  rows: number
  /** Questions at most. */
  calls: number
}

/** How many of the variants, best first, answer how many rows, those of the rounds before included. */
export interface HalvingRound {
  variants: number
  rows: number
}

/** Fewer rows than this tell nothing of a variant: rather fewer variants are tried. */
const fewestRows = 5

/**
 * The rounds of successive halving, fixed before anything is asked: every round gets the same share of the calls, what one
 * leaves goes to the next, and half of the variants goes on. Variants come in the order of preference: where the calls are
 * too few for all, the last ones are not tried. No rounds where there is nothing to choose or nothing to choose by.
 *
 * @throws DataError unless the numbers are counts.
 * @see Jamieson & Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization"
 */
export function halvingPlan({ variants, rows, calls }: HalvingBudget): HalvingRound[] {
  for (const [name, count] of Object.entries({ variants, rows, calls })) assertInteger(name, count, 0)
  for (let tried = variants; tried >= 2 && rows > 0; tried -= 1) {
    if (tried * rows <= calls) return [{ variants: tried, rows }]
    const rounds = roundsOf({ variants: tried, rows, calls })
    if ((rounds[0]?.rows ?? 0) >= Math.min(fewestRows, rows)) return rounds
  }
  return []
}

/** Questions the plan asks at most: rows answered in an earlier round are not asked again. */
export function plannedCallsOf(budget: HalvingBudget): number {
  return callsOfPlan(halvingPlan(budget))
}

/** Questions of these rounds. */
export function callsOfPlan(rounds: readonly HalvingRound[]): number {
  return rounds.reduce(
    (sum, { variants, rows }, at) => sum + variants * (rows - (rounds[at - 1]?.rows ?? 0)),
    0,
  )
}

function roundsOf({ variants, rows, calls }: HalvingBudget): HalvingRound[] {
  const sizes: number[] = []
  for (let left = variants; left > 1; left = Math.ceil(left / 2)) sizes.push(left)
  const rounds: HalvingRound[] = []
  let asked = 0
  let answered = 0
  for (const [at, size] of sizes.entries()) {
    const more = Math.floor((calls - asked) / (sizes.length - at) / size)
    const reached = Math.min(rows, answered + more)
    asked += size * (reached - answered)
    answered = reached
    rounds.push({ variants: size, rows: answered })
  }
  return rounds
}
