import type { Example } from '../contracts/example.ts'
import type { Finding } from '../contracts/report.ts'
import { countOf, type DataCheck, findingOfRows } from './finding.ts'

/** Rows whose text is near another's and whose answer is not the same; and test rows against train. */
export const checkNearConflicts: DataCheck = (facts) => [...checkInTrain(facts), ...checkAgainstTest(facts)]

const checkInTrain: DataCheck = ({ nearConflicts, task }) => {
  if (nearConflicts.length === 0) return []
  const isFree = task.kind === 'generation'
  const rows = distinctRows(nearConflicts)
  return [
    findingOfRows(rows, {
      check: 'near-conflicts',
      severity: isFree ? 'note' : 'warning',
      message: `${countOf(nearConflicts.length, 'pair')} of train rows differ${nearConflicts.length === 1 ? 's' : ''} by a few characters and ${nearConflicts.length === 1 ? 'has' : 'have'} different answers (${countOf(rows.length, 'row')}).`,
      next: isFree
        ? 'Several answers may be right; check that they are.'
        : 'Read them side by side: one small word may make the difference, or one of the two labels is wrong.',
    }),
  ]
}

const checkAgainstTest: DataCheck = ({ leaks, task }) => {
  const against = leaks.filter(({ row, exact, near }) =>
    (exact.length > 0 ? exact : near).every((twin) => twin.expected !== row.expected),
  )
  if (against.length === 0) return []
  const isFree = task.kind === 'generation'
  const severity: Finding['severity'] = isFree ? 'note' : 'warning'
  const exact = against.filter((leak) => leak.exact.length > 0).length
  return [
    findingOfRows(
      against.map(({ row }) => row),
      {
        check: 'test-conflicts',
        severity,
        message: `${countOf(against.length, 'test row')} ${against.length === 1 ? 'has' : 'have'} the same or nearly the same text as train rows, and an answer that none of these has (${exact} the same text).`,
        next: isFree
          ? 'Several wordings may be right; a score by comparison with one of them is then low for all.'
          : 'Find out which answer is right: a candidate that learned the other is marked wrong.',
      },
    ),
  ]
}

function distinctRows(pairs: readonly (readonly [Example, Example])[]): Example[] {
  return [...new Map(pairs.flat().map((row) => [row.id, row])).values()]
}
