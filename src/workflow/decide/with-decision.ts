import type { CandidateReport, Report } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import type { DecisionRules } from '../../decide/arm.ts'
import { advise } from '../../decide/advice/advise.ts'
import { priceArms, type ArmsMoney } from '../../decide/cost/price-arms.ts'
import type { Decision, DecisionInput } from '../../decide/decide.ts'
import { describePlan } from '../run/describe-plan.ts'
import { costFigures, qualityCriterion, runsOf } from '../run/report-candidate.ts'
import { reportTask } from '../run/report-task.ts'
import { describeSelection } from '../run/selection-of.ts'
import { describeSyntheticGains } from '../run/synthetic-gains.ts'
import type { StoredFinalist } from './redecide-task.ts'

/** A report with another decision in it: task, prices, criteria, comparisons, verdict and advice; what was measured stays. */
export function withDecision(
  report: Report,
  facts: {
    task: Task
    decision: Decision
    finalists: readonly StoredFinalist[]
    rules: DecisionRules
    input: DecisionInput
  },
): Report {
  const { task, decision, rules } = facts
  const named = decision.verdict.candidate ?? decision.verdict.leading?.candidate ?? ''
  const selection = report.candidates.find(({ name }) => name === named)?.selection
  const arms = facts.finalists.map(({ arm }) => arm)
  const money = priceArms(arms, task, rules)
  const { cost: _cost, advice: _advice, ...kept } = report
  const decided = {
    ...kept,
    ...(money.cost === undefined ? {} : { cost: money.cost }),
    task: reportTask(task),
    defaults: task.defaults,
    candidates: report.candidates.map((candidate) => withCosts(candidate, { ...facts, money })),
    comparisons: decision.comparisons,
    verdict: {
      ...decision.verdict,
      because: [
        ...decision.verdict.because,
        ...describePlan(report.testRows),
        ...describeSelection(named, selection, rules),
        ...describeSyntheticGains(report.synthetic ?? [], rules),
      ],
    },
  }
  const advice = advise(decided, facts)
  return advice === undefined ? decided : { ...decided, advice }
}

function withCosts(
  candidate: CandidateReport,
  { task, decision, finalists, rules, money }: Parameters<typeof withDecision>[1] & { money: ArmsMoney },
): CandidateReport {
  const finalist = finalists.find(({ arm }) => arm.version === candidate.version)
  if (finalist === undefined) return candidate
  const {
    costPerQueryUsd: _perQuery,
    busyCostPerQueryUsd: _busy,
    costPerCorrectUsd: _perCorrect,
    costUnknown: _unknown,
    priceRow: _row,
    totalCostUsd: _total,
    ...measured
  } = candidate
  const { arm, served } = finalist
  return {
    ...measured,
    ...(measured.runs === undefined ? {} : { runs: runsOf(served, task) }),
    ...costFigures(arm.cost, {
      totalCostUsd: decision.totalCostUsd.get(arm.name),
      costPerCorrectUsd: money.perCorrectUsd.get(arm.name),
    }),
    meets: [qualityCriterion(arm, { task, alpha: rules.alpha }), ...arm.hard],
  }
}
