import { normaliseText } from '../../text/same-text.ts'
import { groupBy } from '../group-by.ts'
import type { ResolvedLabels } from './resolve-labels.ts'

/** What correcting needs to know of a row. */
export interface CorrectableRow {
  id: string
  text: string
  expected: string
}

/** Why a row is left out of the corrected copy. */
export type DropReason = 'people-disagree' | 'contradicts-a-label' | 'unresolved-conflict'

export interface CorrectedRows {
  /** Ids of the rows that stay, with their answer, in order. */
  kept: { id: string; expected: string; isChanged: boolean }[]
  dropped: { id: string; reason: DropReason }[]
}

/**
 * Rows with the answers people agree on. Left out are: rows on which people disagree; rows whose text has a row that
 * people labelled with another answer; and, when `dropConflicts`, every row of a text that still has several answers.
 */
export function correctRows(
  rows: readonly CorrectableRow[],
  { agreed, disputed }: ResolvedLabels,
  { dropConflicts }: { dropConflicts: boolean },
): CorrectedRows {
  const corrected = rows.map((row) => ({
    ...row,
    expected: agreed.get(row.id) ?? row.expected,
    was: row.expected,
  }))
  const standing = corrected.filter(({ id }) => !disputed.has(id))
  const reasons = new Map<string, DropReason>(
    corrected.filter(({ id }) => disputed.has(id)).map(({ id }) => [id, 'people-disagree']),
  )
  for (const same of dropConflicts ? conflictsOf(standing) : []) {
    const answers = new Set(same.filter(({ id }) => agreed.has(id)).map(({ expected }) => expected))
    for (const { id, expected } of same) {
      if (answers.size !== 1) reasons.set(id, 'unresolved-conflict')
      else if (!answers.has(expected)) reasons.set(id, 'contradicts-a-label')
    }
  }
  return {
    kept: corrected
      .filter(({ id }) => !reasons.has(id))
      .map(({ id, expected, was }) => ({ id, expected, isChanged: expected !== was })),
    dropped: corrected.flatMap(({ id }) => {
      const reason = reasons.get(id)
      return reason === undefined ? [] : [{ id, reason }]
    }),
  }
}

/** Rows of one text with different answers, one list a text. */
function conflictsOf(rows: readonly CorrectableRow[]): CorrectableRow[][] {
  const byText = groupBy(rows, ({ text }) => normaliseText(text))
  return [...byText.values()].filter((same) => new Set(same.map(({ expected }) => expected)).size > 1)
}
