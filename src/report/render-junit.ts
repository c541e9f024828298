import type { CandidateReport, Comparison, Report } from '../contracts/report.ts'
import { focusCandidate } from './focus-candidate.ts'
import { criterionCase } from './junit/criterion-case.ts'
import { junitXml, type JunitCase } from './junit/junit-xml.ts'
import { differenceWords, reasons } from './reasons.ts'

/**
 * The report for the test page of a CI, as JUnit XML: a case for every criterion of the candidate the verdict is about (where it
 * is about none, of every finalist), one for its comparison with the reference, and one for each gate: a verdict, an answer to
 * every row, examples without a blocker.
 */
export function renderJunit(report: Report): string {
  const { task, provenance } = report
  const focus = focusCandidate(report)
  const judged = focus === undefined ? report.candidates.filter(({ finalist }) => finalist) : [focus]
  const criteria = judged.map((candidate) => ({
    name: `criteria of ${candidate.name}`,
    cases: criteriaOf(report, candidate),
  }))
  const gates = { name: 'gates', cases: [verdictCase(report), answersCase(report), ...dataCases(report)] }
  const seconds = (Date.parse(provenance.finishedAt) - Date.parse(provenance.startedAt)) / 1000
  const facts = { task: task.name, timestamp: provenance.startedAt, seconds: Math.max(0, seconds) }
  return junitXml([...criteria, gates], facts)
}

function criteriaOf(report: Report, candidate: CandidateReport): JunitCase[] {
  const { metric } = report.task
  const { meets, quality } = candidate
  const own = meets.map((result) => criterionCase(result, { metric, quality, unsettled: 'failure' }))
  const reference = report.candidates.find((other) => other.reference === true)
  const against = report.comparisons.find(({ a, b }) => a === candidate.name && b === reference?.name)
  return against === undefined ? own : [...own, notWorseCase(against, metric)]
}

function notWorseCase(comparison: Comparison, metric: string): JunitCase {
  const text = differenceWords(comparison, metric)
  const name = 'not worse than the reference'
  const { nonInferior } = comparison
  if (nonInferior === 'meets') return { name, text }
  return { name, outcome: { is: 'failure', type: nonInferior, message: text }, text }
}

function verdictCase(report: Report): JunitCase {
  const { verdict } = report
  const [message = '', second = ''] = verdict.because.map((reason) => reason.text)
  const text = [message, second, ...reasons(report), ...verdict.next].join('\n')
  const name = 'a candidate is chosen'
  if (verdict.candidate !== undefined) return { name, text }
  return { name, outcome: { is: 'failure', type: verdict.choice, message }, text }
}

function answersCase({ incomplete }: Report): JunitCase {
  const name = 'every row has an answer'
  if (incomplete === undefined) return { name, text: 'no row is missing' }
  const { reason, rows } = incomplete
  const text = `${rows} without an answer: ${reason}`
  return { name, outcome: { is: 'error', type: 'incomplete', message: text }, text }
}

/** A case for each blocker, else one that says there is none. */
function dataCases({ data }: Report): JunitCase[] {
  const blockers = data.findings.filter(({ severity }) => severity === 'blocker')
  if (blockers.length === 0) return [{ name: 'the examples have no blocker', text: 'none found' }]
  return blockers.map(({ check, message, next }) => ({
    name: `the examples: ${check}`,
    outcome: { is: 'failure', type: 'blocker', message },
    text: `${message} ${next}`,
  }))
}
