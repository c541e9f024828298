import { countOf, type DataCheck, findingOfRows, percentOf } from './finding.ts'

/** From this share on a score says how well a candidate remembers, not how well it learned. */
const remembersFrom = 0.5

/** Test rows whose text stands in train or validation word for word. */
export const checkExactLeakage: DataCheck = ({ leaks, split }) => {
  const exact = leaks.filter((leak) => leak.exact.length > 0)
  if (exact.length === 0) return []
  const samePairs = exact.filter(({ row, exact: twins }) =>
    twins.some((twin) => twin.expected === row.expected),
  )
  const isMostly = exact.length >= remembersFrom * split.test.length
  const share = `${countOf(exact.length, 'test row')} (${percentOf(exact.length, split.test.length)})`
  const stand = exact.length === 1 ? 'stands' : 'stand'
  return [
    findingOfRows(
      exact.map(({ row }) => row),
      {
        check: 'exact-leakage',
        severity: isMostly ? 'blocker' : 'warning',
        message: `${share} ${stand} in train word for word, ${samePairs.length} with the same answer.${isMostly ? ' A score on this test set would not be clean.' : ''}`,
        next: isMostly
          ? 'Collect fresh test rows, or give one `examples:` file and let crossover draw the split.'
          : 'Nothing to do for this run: the train rows are left out of training. Remove them to be rid of this.',
      },
    ),
  ]
}
