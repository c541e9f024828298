import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import type { Report } from '../../contracts/report.ts'
import { fingerprint } from '../../data/fingerprint.ts'
import { CrossoverError } from '../../errors.ts'
import { cardOf } from '../../releases/cards/card-of.ts'
import { keepCards } from '../../releases/cards/card-registry.ts'
import type { CardRows, ModelCard } from '../../releases/cards/model-card.ts'
import { keepRowList } from '../../releases/lineage/row-list.ts'
import type { RunContext } from '../run/run-context.ts'
import type { TestedFinalist } from '../run/test-finalists.ts'
import type { Validation } from '../run/validate-candidates.ts'

/** What a run has measured, as far as cards tell it. */
export interface RunOutcome {
  report: Report
  validation: Pick<Validation, 'candidates'>
  tested: readonly TestedFinalist[]
  split: { train: Example[]; validation: Example[] }
  test: readonly Example[]
}

/**
 * Writes a model card for every candidate a run fitted, and keeps the ids of the rows they were made with. Cards that cannot
 * be written never cost a run.
 */
export async function keepRunCards(
  { task, events }: Pick<RunContext, 'task' | 'events'>,
  outcome: RunOutcome,
): Promise<void> {
  try {
    const { train, validation } = outcome.split
    for (const rows of [train, validation, [...train, ...validation]])
      await keepRowList(task.folder, fingerprint(rows), rows)
    await keepCards(task.folder, cardsOfRun(outcome))
  } catch (error) {
    if (!(error instanceof CrossoverError)) throw error
    events.notice(`Model cards were not written: ${error.message}`)
  }
}

/** One card a version: those that were only validated, and of finalists the first fit and the served one. */
export function cardsOfRun(outcome: RunOutcome): ModelCard[] {
  const { report, validation, tested } = outcome
  const rowsOf = rowCounter(outcome)
  const cardFor = (candidate: Candidate, parents: ModelCard['parents']) =>
    cardOf(candidate, {
      report,
      reported: report.candidates.find(({ version }) => version === candidate.version),
      rowsOf,
      parents,
    })
  const served = new Set(tested.map((finalist) => finalist.served.version))
  const fitted = [...validation.candidates, ...tested].map(({ candidate }) => candidate)
  const distinct = [...new Map(fitted.map((candidate) => [candidate.version, candidate])).values()]
  return [
    ...distinct
      .filter(({ version }) => !served.has(version))
      .map((candidate) => firstFit(cardFor, candidate, outcome)),
    ...tested.map((finalist) => cardFor(finalist.served, parentsOf(finalist, outcome))),
  ]
}

/** A finalist's first fit has its validation figure only: the served one's line stands in the report. */
function firstFit(
  cardFor: (candidate: Candidate, parents: ModelCard['parents']) => ModelCard,
  candidate: Candidate,
  { tested }: RunOutcome,
): ModelCard {
  const card = cardFor(candidate, [])
  const finalist = tested.find((entry) => entry.candidate.version === candidate.version)
  return finalist?.validation === undefined
    ? card
    : { ...card, metrics: { ...card.metrics, validation: finalist.validation } }
}

function parentsOf(
  { candidate, served, simplified }: TestedFinalist,
  outcome: RunOutcome,
): ModelCard['parents'] {
  const longer = outcome.validation.candidates.find((entry) => entry.candidate.name === simplified?.from)
  return [
    ...(candidate.version === served.version
      ? []
      : [{ version: candidate.version, as: 'selected' as const }]),
    ...(longer === undefined ? [] : [{ version: longer.candidate.version, as: 'simplified' as const }]),
  ]
}

/** Counts of the sets of rows a run knows. */
function rowCounter({ report, split, test }: RunOutcome): (fingerprint: string) => CardRows {
  const { train, validation } = split
  const sets = [train, validation, [...train, ...validation], [], test]
  const counts = new Map(sets.map((rows) => [fingerprint(rows), countsOf(rows, report.task.kind)]))
  return (wanted) => ({ fingerprint: wanted, ...counts.get(wanted) })
}

function countsOf(rows: readonly Example[], kind: string): Omit<CardRows, 'fingerprint'> {
  const labels = new Set(rows.map(({ expected }) => expected)).size
  return { rows: rows.length, ...(kind === 'classification' ? { labels } : {}) }
}
