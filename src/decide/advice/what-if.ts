import type { Verdict } from '../../contracts/report.ts'
import type { Arm } from '../arm.ts'
import { rowsForAnyClaim } from '../compare/quality-claim.ts'
import { drawTotalCosts } from '../cost/draw-total-costs.ts'
import type { DecisionInput } from '../decide.ts'
import { judgeFinalists, restate } from '../eligibility.ts'
import { applyTable, type PricedStanding } from '../verdict-table.ts'

/** What a verdict comes down to: the choice, and the candidate that is chosen. */
export interface Outcome {
  choice: Verdict['choice']
  chosen?: string
}

/** What is decided again from: the input of a verdict, and how its finalists stood. */
export interface Decided {
  input: DecisionInput
  standings: readonly PricedStanding[]
}

/** The verdict under other prices or another volume: answers and the claims about them stay. */
export function underCosts({ input, standings }: Decided, change: CostChange): Outcome {
  const restated = standings.map((standing) => ({
    ...standing,
    ...restate(standing, change.arm(standing.arm), input.rules),
    totals: change.totals(standing),
  }))
  return outcomeOf(input, restated)
}

/** What other prices or another volume make of an arm and of the draws of its total cost. */
interface CostChange {
  arm: (arm: Arm) => Arm
  totals: (standing: PricedStanding) => Float64Array | undefined
}

/** The verdict under other answers, judged anew; what the arms cost stays, unless wrong answers cost something. */
export function underAnswers({ input, standings }: Decided, arms: readonly Arm[]): Outcome {
  const reference = arms.find(({ name }) => name === input.reference)
  const stoppedClaims = input.stopped?.length ?? 0
  const isAsBefore = input.task.costs.wrongAnswerUsd === 0
  const totals = isAsBefore
    ? new Map(standings.map((standing) => [standing.arm.name, standing.totals]))
    : drawTotalCosts(arms, input.task, input.rules)
  const judged = judgeFinalists(arms, reference, { ...input.rules, stoppedClaims, known: standings })
  const priced = judged.map((standing) => ({ ...standing, totals: totals.get(standing.arm.name) }))
  return outcomeOf({ ...input, n: arms[0]?.rows.length ?? 0 }, priced)
}

/** The verdict as it is. */
export function asItIs({ input, standings }: Decided): Outcome {
  return outcomeOf(input, standings)
}

/** Whether two outcomes tell the reader to do different things. */
export function isSameOutcome(a: Outcome, b: Outcome): boolean {
  return a.choice === b.choice && a.chosen === b.chosen
}

function outcomeOf({ rules, n, stopped = [] }: DecisionInput, standings: readonly PricedStanding[]): Outcome {
  const { row, choice, arm } = applyTable(standings, {
    n,
    fewestRows: rowsForAnyClaim(rules),
    stoppedFamilies: stopped.map(({ family }) => family),
  })
  return row.startsWith('5') && arm !== undefined ? { choice, chosen: arm.arm.name } : { choice }
}
