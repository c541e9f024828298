import type { Candidate } from '../../contracts/candidate.ts'
import type { Example } from '../../contracts/example.ts'
import type { ValidationScore } from '../../contracts/method.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { inputHash } from '../../evaluate/input-hash.ts'
import { scoredRowOf } from '../../evaluate/scored-row-of.ts'
import { measureRows, scorerOf } from '../../scorers/scorer-of.ts'
import { askRows } from './ask-rows.ts'
import type { RunContext } from './run-context.ts'

/**
 * Scores a candidate of a search on validation rows. Its answers are kept like any others, so that a search that was
 * killed asks nothing twice.
 */
export async function evaluateForSearch(
  run: RunContext,
  candidate: Candidate,
  rows: readonly Example[],
): Promise<ValidationScore> {
  run.store.candidates.save(candidate)
  const calls = rows.filter((row) => isOpen(run, candidate, row)).length
  const { answered } = await askRows(run, candidate, { rows, label: `${candidate.name}: search` })
  const { metric } = run.task.success.quality
  const { higherIsBetter, score, rowScore } = scorerOf(metric)
  const sign = higherIsBetter ? 1 : -1
  const measured = measureRows(
    metric,
    answered.map((entry) => ({ id: entry.row.id, ...scoredRowOf(entry) })),
  )
  const value = measured.length === 0 ? 0 : score(measured)
  return {
    metric,
    value,
    n: measured.length,
    merit: measured.length === 0 ? Number.NEGATIVE_INFINITY : sign * value,
    rows: measured.map((row) => ({ id: row.id, score: sign * rowScore(row), output: row.output })),
    ...tokensOf(answered),
    calls,
  }
}

function isOpen({ store }: RunContext, { version }: Candidate, row: Example): boolean {
  return store.predictions.get({ version, inputHash: inputHash(row), sample: 0 }) === undefined
}

function tokensOf(answered: readonly AnsweredRow[]): Pick<ValidationScore, 'tokensPerQuery'> {
  const usages = answered.flatMap(({ prediction }) => prediction.usage ?? [])
  if (usages.length === 0) return {}
  const mean = (pick: (usage: (typeof usages)[number]) => number) =>
    usages.reduce((sum, usage) => sum + pick(usage), 0) / usages.length
  const input = mean(({ inputTokens }) => inputTokens)
  const output = mean(({ outputTokens }) => outputTokens)
  return { tokensPerQuery: { input, output } }
}
