import type { Candidate } from '../../contracts/candidate.ts'
import type { ExampleSplit } from '../../contracts/example.ts'
import {
  reportSchema,
  type CandidateReport,
  type DataReport,
  type NotMeasured,
  type Report,
} from '../../contracts/report.ts'
import type { Selection } from '../../contracts/row-plan.ts'
import type { Task } from '../../contracts/task.ts'
import { findTwins } from '../../data/split/find-twins.ts'
import { advise } from '../../decide/advice/advise.ts'
import { priceArms, type ArmsMoney } from '../../decide/cost/price-arms.ts'
import { decide, type Decision, type DecisionInput } from '../../decide/decide.ts'
import { reportTask } from './report-task.ts'
import { describeSyntheticGains, syntheticGains } from './synthetic-gains.ts'
import type { CandidateDetails } from './candidate-details.ts'
import { describePlan } from './describe-plan.ts'
import { verdictPart } from './explanation.ts'
import { exampleRows } from './example-rows.ts'
import type { MeasuredFinalist } from './measure-finalists.ts'
import type { MeasuredGaps } from './measure-gaps.ts'
import { modelFacts } from './model-facts.ts'
import type { OpenedTestSet } from './open-test-set.ts'
import { provenanceOf } from './provenance.ts'
import { reportFinalist, reportOther } from './report-candidate.ts'
import { rulesOf } from './rules-of.ts'
import { describeSelection, selectionOf } from './selection-of.ts'
import { stoppedArms } from './stopped-arms.ts'
import { textMeasuresOf } from './text-measures-of.ts'
import { armOf } from './arm-of.ts'
import type { StoppedFinalist, TestedFinalist } from './test-finalists.ts'
import type { ValidatedCandidate, Validation } from './validate-candidates.ts'
import { explainUnanswered } from './unanswered.ts'
import { explainWithheld } from './withhold-methods.ts'

/** Everything a report is made of. */
export interface ReportParts {
  task: Task
  data: DataReport
  /** Rows trained and selected on, twins of test rows left out. */
  split: Pick<ExampleSplit, 'train' | 'validation'>
  loaded: ExampleSplit
  validation: Validation
  /** Those a server or a model failed: the test set stays sealed. */
  unanswered: readonly ValidatedCandidate[]
  tested: readonly TestedFinalist[]
  stopped: readonly StoppedFinalist[]
  /** By version. */
  details: ReadonlyMap<string, CandidateDetails>
  found: MeasuredGaps
  reference: MeasuredFinalist | undefined
  opened: OpenedTestSet
  notMeasured: NotMeasured[]
  times: { startedAt: Date; finishedAt: Date }
}

/** Decides, and puts all that was measured into the one report object. */
export function assembleReport(parts: ReportParts): Report {
  const { task, data, tested, notMeasured } = parts
  const incomplete = tested.filter(({ sharedFailed }) => sharedFailed > 0)
  const complete = tested.filter(({ sharedFailed }) => sharedFailed === 0)
  const rules = rulesOf(task, parts.opened.opening.alpha)
  const arms = complete.map((finalist) => armOf(finalist, rules.metric))
  const money = priceArms(arms, task, rules)
  const input: DecisionInput = {
    task,
    arms,
    reference: parts.reference?.served.name,
    rules,
    n: rowsOfVerdict(parts),
    models: modelFacts(complete, task),
    stopped: stoppedArms(parts.stopped),
    learningCurve: data.learningCurve,
    ...exploratoryOf(parts),
  }
  const decision = decide(input)
  const gains = syntheticGains(parts.validation.candidates, rules)
  const selections = new Map(
    tested.map((one) => [one.served.name, selectionOf(one, parts.validation.candidates, rules)]),
  )
  const named = decision.verdict.candidate ?? decision.verdict.leading?.candidate ?? ''
  const because = [
    ...decision.verdict.because,
    ...(tested.length === 0 ? [] : describePlan(parts.opened.plan)),
    ...describeSelection(named, selections.get(named), rules),
    ...describeSyntheticGains(gains, rules),
  ]
  const report = reportSchema.parse({
    task: reportTask(task),
    defaults: task.defaults,
    data: { ...data, testOpenings: Math.max(data.testOpenings, parts.opened.opening.number) },
    candidates: candidatesOf(parts, { decision, money, selections }),
    comparisons: decision.comparisons,
    notMeasured,
    examples: exampleRows(parts),
    ...(tested.length === 0 ? {} : { testRows: parts.opened.plan }),
    ...textMeasuresOf({ task, focus: named, finalists: complete, train: parts.split.train }),
    gaps: parts.found.gaps,
    ...(gains.length === 0 ? {} : { synthetic: gains }),
    ...(money.cost === undefined ? {} : { cost: money.cost }),
    verdict: {
      ...decision.verdict,
      because,
      ...verdictPart(explainUnanswered(parts.unanswered)),
      ...verdictPart(explainWithheld(data)),
    },
    ...incompleteOf(incomplete, parts.validation),
    provenance: provenanceOf(parts),
  })
  const advice = parts.unanswered.length > 0 ? undefined : advise(report, { input, decision })
  return advice === undefined ? report : reportSchema.parse({ ...report, advice })
}

/** Without finalists the test set stays sealed, and its rows are not what is missing. */
function rowsOfVerdict({ task, tested, loaded, opened }: ReportParts): number {
  if (tested.length > 0) return opened.shared.length
  return Math.min(task.evaluation.maxRows, loaded.test.length)
}

/** Set where this test set was opened too often, or its rows were shown before these candidates were fitted. */
function exploratoryOf({ opened }: ReportParts): { exploratory?: string } {
  const { spent, seen, number } = opened.opening
  const reasons = [
    ...(spent
      ? [
          `this test set was opened ${number} times and is spent: read the verdict as exploratory and label fresh rows`,
        ]
      : []),
    ...(seen
      ? ['rows of this test set were shown before one of these candidates first met them: label fresh rows']
      : []),
  ]
  return reasons.length === 0 ? {} : { exploratory: reasons.join('; ') }
}

function candidatesOf(
  parts: ReportParts,
  facts: {
    decision: Decision
    money: ArmsMoney
    selections: ReadonlyMap<string, Selection | undefined>
  },
): Report['candidates'] {
  const { decision, money, selections } = facts
  const { tested, validation, loaded, reference } = parts
  const leaky = new Set(
    findTwins(loaded.test, [...loaded.train, ...loaded.validation]).flatMap(({ row, exact, near }) =>
      exact.length + near.length > 0 ? [row.id] : [],
    ),
  )
  const finalists = tested.map((finalist) =>
    reportFinalist(finalist, {
      task: parts.task,
      alpha: parts.opened.opening.alpha,
      isReference: finalist.served.version === reference?.served.version,
      totalCostUsd: decision.totalCostUsd.get(finalist.served.name),
      costPerCorrectUsd: money.perCorrectUsd.get(finalist.served.name),
      consistency: parts.found.consistency.get(finalist.candidate.version),
      selection: selections.get(finalist.served.name),
      leaky,
    }),
  )
  const others = validation.candidates
    .filter(({ candidate }) => !tested.some((finalist) => isOf(candidate, finalist)))
    .map((other) => ({ ...reportOther(other), ...stoppedOf(parts, other) }))
  return [...finalists, ...others].map((reported) => ({
    ...reported,
    ...parts.details.get(reported.version),
  }))
}

/** A trained finalist is its recipe: the seed it was picked by is no candidate of its own. */
function isOf({ version, name }: Candidate, { candidate, seeds }: MeasuredFinalist): boolean {
  return candidate.version === version || (seeds !== undefined && candidate.name === name)
}

function stoppedOf(
  { stopped }: ReportParts,
  { candidate }: ValidatedCandidate,
): Pick<CandidateReport, 'stopped'> {
  const one = stopped.find(({ finalist }) => isOf(candidate, finalist))
  return one === undefined ? {} : { stopped: one.stopped }
}

function incompleteOf(
  incomplete: readonly TestedFinalist[],
  { candidates }: Validation,
): Pick<Report, 'incomplete'> {
  const rows =
    incomplete.reduce((sum, { sharedFailed }) => sum + sharedFailed, 0) +
    candidates.reduce((sum, { failed }) => sum + failed, 0)
  if (rows === 0) return {}
  const names = [
    ...incomplete.map(({ served }) => served.name),
    ...candidates.filter(({ failed }) => failed > 0).map(({ candidate }) => candidate.name),
  ]
  return {
    incomplete: {
      rows,
      reason: `${[...new Set(names)].join(', ')} did not answer every row${because(candidates)}; run again to ask those rows`,
    },
  }
}

function because(candidates: readonly ValidatedCandidate[]): string {
  const [reason] = candidates.flatMap(({ failedBecause }) => failedBecause ?? [])
  return reason === undefined ? '' : ` (${reason.replace(/[.\s]+$/u, '')})`
}
