import { usableSynthetic } from '../data/synthetic/usable-synthetic.ts'
import { groupBy } from './group-by.ts'
import { countOf, type DataCheck, findingOfRows } from './finding.ts'

/** Rows a model wrote: how many are trained on, and which may not be. */
export const checkSynthetic: DataCheck = (facts) => [...checkWrittenTrain(facts), ...checkLeftOut(facts)]

const checkWrittenTrain: DataCheck = ({ split }) => {
  const written = split.train.filter((row) => row.synthetic !== undefined)
  if (written.length === 0) return []
  const are = written.length === 1 ? 'is' : 'are'
  return [
    findingOfRows(written, {
      check: 'synthetic',
      severity: 'note',
      message: `${countOf(written.length, 'train row')} ${are} marked meta.synthetic. A model wrote them; they are never drawn for validation or test.`,
      next: 'Name them under data.synthetic instead: then tuned methods are measured with and without them.',
    }),
  ]
}

const checkLeftOut: DataCheck = ({ split, clean }) => {
  const written = split.synthetic ?? []
  const { leftOut } = usableSynthetic(written, { ...split, train: clean.train })
  if (leftOut.length === 0) return []
  const reasons = [...groupBy(leftOut, ({ why }) => why)].map(([why, rows]) => `${why} (${rows.length})`)
  return [
    findingOfRows(
      leftOut.map(({ row }) => row),
      {
        check: 'synthetic-left-out',
        severity: 'warning',
        message: `${leftOut.length} of ${countOf(written.length, 'row')} of data.synthetic are not trained on: ${reasons.join('; ')}.`,
        next: 'The split or the files changed since they were written: crossover synthesise writes them anew.',
      },
    ),
  ]
}
