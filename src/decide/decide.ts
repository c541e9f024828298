import type { LearningCurve } from '../contracts/data-change.ts'
import type { Comparison, Verdict } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import type { Arm, DecisionRules, StoppedArm } from './arm.ts'
import { compareArms } from './compare/compare-arms.ts'
import { rowsForAnyClaim } from './compare/quality-claim.ts'
import { drawTotalCosts } from './cost/draw-total-costs.ts'
import { medianOf } from './cost/total-cost.ts'
import { judgeFinalists, type Standing } from './eligibility.ts'
import { isSettledByRows, labelMoreFor } from './label-more.ts'
import { applyTable, type PricedStanding, type TableRow } from './verdict-table.ts'
import { explainVerdict, type ModelFacts } from './words/explain-verdict.ts'
import { nextSteps } from './words/next-steps.ts'

/** Everything a verdict follows from. Same input, same verdict. */
export interface DecisionInput {
  task: Pick<Task, 'name' | 'kind' | 'success' | 'volume' | 'costs'> &
    Partial<Pick<Task, 'team' | 'defaults'>>
  arms: readonly Arm[]
  /** Name of the finalist that led on validation, fixed before the test set was opened. */
  reference: string | undefined
  rules: DecisionRules
  /** Shared test rows. */
  n: number
  models: ModelFacts
  /** Finalists that were stopped before they answered all shared rows, since they were bound to be out. */
  stopped?: readonly StoppedArm[]
  /** What more training rows would gain, where it was measured. */
  learningCurve?: LearningCurve | undefined
  /** Set when the openings of this test set are spent, or its rows were seen. */
  exploratory?: string
}

/** A verdict with the figures it was made from. */
export interface Decision {
  verdict: Verdict
  comparisons: Comparison[]
  standings: PricedStanding[]
  /** Median total cost over the horizon in USD, by arm. */
  totalCostUsd: Map<string, number>
}

/** Turns answers and prices into a verdict (decision.md §5). Pure. */
export function decide(input: DecisionInput): Decision {
  const { arms, rules, task, stopped = [] } = input
  const reference = arms.find(({ name }) => name === input.reference)
  const totals = drawTotalCosts(arms, task, rules)
  const standings = judgeFinalists(arms, reference, { ...rules, stoppedClaims: stopped.length }).map(
    (standing) => ({ ...standing, totals: totals.get(standing.arm.name) }),
  )
  const row = applyTable(standings, {
    n: input.n,
    fewestRows: rowsForAnyClaim(rules),
    stoppedFamilies: stopped.map(({ family }) => family),
  })
  return {
    verdict: verdictOf({ input, standings, row, reference }),
    comparisons: comparisonsOf({ arms, standings, reference, rules }),
    standings,
    totalCostUsd: new Map([...totals].map(([name, drawn]) => [name, medianOf(drawn)])),
  }
}

function verdictOf(facts: {
  input: DecisionInput
  standings: PricedStanding[]
  row: TableRow
  reference: Arm | undefined
}): Verdict {
  const { input, standings, row } = facts
  const labelMore = labelMoreOf(facts)
  const words = { ...facts, ...(labelMore === undefined ? {} : { labelMore }) }
  const isChosen = row.row === '5' || row.row === '5b'
  return {
    choice: row.choice,
    because: explainVerdict({ ...input, ...words }),
    next: nextSteps({
      ...words,
      task: input.task,
      models: input.models,
      ...(input.learningCurve === undefined ? {} : { learningCurve: input.learningCurve }),
    }),
    ...(isChosen && row.arm !== undefined ? { candidate: row.arm.arm.name } : {}),
    ...(!isChosen && row.choice !== 'none' && row.arm !== undefined
      ? { leading: { candidate: row.arm.arm.name, why: leadingWhy(row.arm, standings.length) } }
      : {}),
    ...(row.runnerUp === undefined ? {} : { runnerUp: row.runnerUp.arm.name }),
    ...(labelMore === undefined ? {} : { labelMore }),
    ...(input.exploratory === undefined ? {} : { exploratory: input.exploratory }),
  }
}

function leadingWhy({ clauses, state }: Standing, finalists: number): string {
  if (state === 'eligible')
    return 'it meets every criterion, but has not been compared with a prompt on these rows'
  const among = finalists > 1 ? `closest of ${finalists} finalists` : 'the only finalist'
  return `${among}; not shown yet: ${clauses.join(', ')}`
}

/** Row 1 asks for the shortfall; 6 for the smallest advice over open arms; 5b for what the runner-up needs. */
function labelMoreOf(facts: {
  input: DecisionInput
  standings: PricedStanding[]
  row: TableRow
}): Verdict['labelMore'] {
  const { input, standings, row } = facts
  const minimum = rowsForAnyClaim(input.rules)
  if (row.row === '1' && input.n < minimum)
    return {
      rows: minimum - input.n,
      total: minimum,
      forClaim: 'shortfall',
      ifAsObserved: null,
      ifEqual: null,
      alpha: input.rules.alpha,
    }
  const isLeader = (one: PricedStanding) => Number(one === row.arm)
  const open = standings
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => a.claimP - b.claimP || isLeader(b) - isLeader(a))
  if (row.row === '5b' && row.runnerUp !== undefined)
    return labelMoreFor(row.runnerUp, input.rules, open.length)
  if (row.row !== '6' && row.row !== '2') return undefined
  const advice = open
    .filter(isSettledByRows)
    .map((standing) => labelMoreFor(standing, input.rules, open.length))
  return advice.toSorted((a, b) => (a.total ?? Infinity) - (b.total ?? Infinity))[0]
}

/** Each finalist against the reference, with the Holm-adjusted p of its claim; then the others in pairs, descriptive. */
function comparisonsOf(facts: {
  arms: readonly Arm[]
  standings: Standing[]
  reference: Arm | undefined
  rules: DecisionRules
}): Comparison[] {
  const against = facts.standings.flatMap(({ againstReference, adjustedP }) =>
    againstReference === undefined ? [] : [{ ...againstReference.comparison, pAdjusted: adjustedP }],
  )
  const others = facts.arms.filter((arm) => arm !== facts.reference)
  const pairs = others.flatMap((a, index) =>
    others.slice(index + 1).map((b) => compareArms(a, b, facts.rules).comparison),
  )
  return [...against, ...pairs]
}
