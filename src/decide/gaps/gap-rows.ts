import type { Metric } from '../../contracts/task.ts'
import type { AnsweredRow } from '../../evaluate/answer-rows.ts'
import { scoredRowOf } from '../../evaluate/scored-row-of.ts'
import { measureRows, scorerOf } from '../../scorers/scorer-of.ts'
import type { GapRow } from './gap-facts.ts'

/** Answered validation rows as gaps are looked for in them, with times of the latency pass where there are any. */
export function gapRows(
  answered: readonly AnsweredRow[],
  { metric, latencyOf }: { metric: Metric; latencyOf: (entry: AnsweredRow) => number | undefined },
): GapRow[] {
  const wrong = wrongRows(answered, metric)
  return answered.map((entry, at) => {
    const { row, prediction } = entry
    const { usage } = prediction
    const latencyMs = latencyOf(entry)
    return {
      id: row.id,
      input: row.input.text,
      ...scoredRowOf(entry),
      validity: prediction.validity,
      isWrong: wrong.has(at),
      ...(row.group === undefined ? {} : { group: row.group }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(usage === undefined ? {} : { tokens: usage.inputTokens + usage.outputTokens }),
    }
  })
}

/**
 * Which rows count as wrong: labels that are not the expected one, extractions that are not right in full; of texts, which are
 * never right in full, the third with the lowest scores.
 */
function wrongRows(answered: readonly AnsweredRow[], metric: Metric): Set<number> {
  const { higherIsBetter, rowScore } = scorerOf(metric)
  const sign = higherIsBetter ? 1 : -1
  const scored = measureRows(metric, answered.map(scoredRowOf)).map((row, at) => ({
    at,
    score: sign * rowScore(row),
  }))
  if (isRightOrWrong.has(metric)) return new Set(scored.filter(({ score }) => score < 1).map(({ at }) => at))
  const worst = scored.toSorted((a, b) => a.score - b.score).slice(0, Math.floor(scored.length / 3))
  return new Set(worst.map(({ at }) => at))
}

const isRightOrWrong: ReadonlySet<Metric> = new Set(['accuracy', 'macroF1', 'exactMatch', 'f1'])
