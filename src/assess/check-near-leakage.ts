import { countOf, type DataCheck, findingOfRows, percentOf } from './finding.ts'

/** Test rows that are near a train or validation row without being the same text. */
export const checkNearLeakage: DataCheck = ({ leaks, split }) => {
  const near = leaks.filter((leak) => leak.exact.length === 0)
  if (near.length === 0) return []
  const share = `${countOf(near.length, 'test row')} (${percentOf(near.length, split.test.length)})`
  const message = `${share} differ${near.length === 1 ? 's' : ''} from a train row by a few characters only.`
  return [
    findingOfRows(
      near.map(({ row }) => row),
      {
        check: 'near-leakage',
        severity: 'warning',
        message,
        next: 'Nothing to do for this run: the train rows are left out of training; the score on clean rows is shown apart.',
      },
    ),
  ]
}
