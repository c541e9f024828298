import type { ScoredRow } from '../scorers/scored-row.ts'
import type { AnsweredRow } from './answer-rows.ts'

/** An answered row as scorers take it: an answer that is none scores as an empty one, whatever was written. */
export function scoredRowOf({ row, prediction }: AnsweredRow): ScoredRow {
  return {
    expected: row.expected,
    output: prediction.validity === 'invalid' ? '' : prediction.output,
  }
}

/** What is drawn together when rows are resampled: the row's document or group, else the row. */
export function clusterOfRow({ row }: AnsweredRow): string {
  return row.group === undefined ? `row ${row.id}` : `group ${row.group}`
}
