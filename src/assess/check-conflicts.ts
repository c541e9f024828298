import { countOf, type DataCheck, findingOfRows } from './finding.ts'

/** Train rows with one text and different answers. In generation several answers may be right, so it is a note there. */
export const checkConflicts: DataCheck = ({ conflicts, task }) => {
  if (conflicts.length === 0) return []
  const rows = conflicts.flat()
  const isFree = task.kind === 'generation'
  const have = conflicts.length === 1 ? 'has' : 'have'
  return [
    findingOfRows(rows, {
      check: 'conflicts',
      severity: isFree ? 'note' : 'warning',
      message: `${countOf(conflicts.length, 'text')} in train ${have} more than one answer (${countOf(rows.length, 'row')}).`,
      next: isFree
        ? 'Several answers may be right; check that they are.'
        : 'Decide on one answer for each: no candidate can have both right.',
    }),
  ]
}
