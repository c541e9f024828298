import type { Candidate } from '../../contracts/candidate.ts'
import type { CandidateReport, Report } from '../../contracts/report.ts'
import type { CardRows, ModelCard } from './model-card.ts'

/** What a run knows of a candidate beside the candidate itself. */
export interface CardFacts {
  report: Pick<Report, 'task' | 'provenance' | 'verdict'>
  /** Its line in the report; absent for a finalist's first fit, which the fit on more rows took the place of. */
  reported?: CandidateReport | undefined
  /** Counts of rows by fingerprint. */
  rowsOf: (fingerprint: string) => CardRows
  parents: ModelCard['parents']
}

/** Writes the card of a candidate from what a run measured. */
export function cardOf(candidate: Candidate, facts: CardFacts): ModelCard {
  const { report, reported, rowsOf, parents } = facts
  const { task, provenance } = report
  const { train, validation, calibration } = candidate.data
  const { crossover, node, machine, engines } = provenance
  const isTested = reported?.quality !== undefined
  return {
    task: { name: task.name, kind: task.kind },
    candidate,
    createdAt: provenance.finishedAt,
    data: {
      train: rowsOf(train),
      validation: rowsOf(validation),
      ...(calibration === undefined ? {} : { calibration: rowsOf(calibration) }),
      ...(isTested ? { test: rowsOf(provenance.data.test) } : {}),
    },
    ...measured(reported),
    ...verdictOf(report.verdict, reported),
    parents: [...parents, ...candidate.parts.map((version) => ({ version, as: 'part' as const }))],
    environment: { crossover, node, machine, engines },
  }
}

type Measured = Pick<
  ModelCard,
  'metrics' | 'latencyMs' | 'tokensPerQuery' | 'costPerQueryUsd' | 'costPerCorrectUsd'
>

function measured(reported: CandidateReport | undefined): Measured {
  if (reported === undefined) return { metrics: {} }
  const { validation, quality, qualityCleanRows, invalid, calibration, latencyMs } = reported
  const { tokensPerQuery, costPerQueryUsd, costPerCorrectUsd } = reported
  return {
    metrics: {
      ...(validation === undefined ? {} : { validation }),
      ...(quality === undefined ? {} : { test: quality }),
      ...(qualityCleanRows === undefined ? {} : { testCleanRows: qualityCleanRows }),
      ...(invalid === undefined ? {} : { invalid }),
      ...(calibration === undefined ? {} : { calibrationError: calibration.ece }),
    },
    ...(latencyMs === undefined
      ? {}
      : { latencyMs: { p50: latencyMs.p50, p95: latencyMs.p95, n: latencyMs.n } }),
    ...(tokensPerQuery === undefined ? {} : { tokensPerQuery }),
    ...(costPerQueryUsd === undefined ? {} : { costPerQueryUsd }),
    ...(costPerCorrectUsd === undefined ? {} : { costPerCorrectUsd }),
  }
}

function verdictOf(
  { candidate, leading }: Report['verdict'],
  reported: CandidateReport | undefined,
): Pick<ModelCard, 'verdict'> {
  if (reported?.finalist !== true) return {}
  if (reported.name === candidate) return { verdict: 'chosen' }
  return reported.name === leading?.candidate ? { verdict: 'leads' } : {}
}
