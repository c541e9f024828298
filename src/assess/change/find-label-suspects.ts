import type { LabelSuspect } from '../../contracts/data-change.ts'
import { confidentDisagreements } from '../../stats/confident-disagreement.ts'
import { groupBy } from '../group-by.ts'
import type { EmbeddedRows } from './embedded-rows.ts'
import { crossFittedProbabilities, headProblem, type LabelledRow } from './head-on-vectors.ts'
import { textStart } from './text-start.ts'

const mostSuspects = 500
/** Rows and rows a label below which a head says nothing about single labels. */
const fewestRows = 100
const fewestRowsOfLabel = 5

/**
 * Rows that may be labelled wrong: a head fitted without them gives another label. `isConfident` marks those that confident
 * learning counts as errors.
 *
 * @returns the surest first, at most 500; nothing below 100 rows. Rows of labels with fewer than five are not judged.
 */
export async function findLabelSuspects(
  embedded: EmbeddedRows<LabelledRow>,
  steps: { seed: number; afterFold: (done: number) => Promise<void> },
): Promise<LabelSuspect[]> {
  const { rows } = embedded
  const byLabel = groupBy(rows, (row) => row.expected)
  if (rows.length < fewestRows || byLabel.size < 2) return []
  const problem = headProblem(embedded)
  const probabilities = await crossFittedProbabilities(problem, steps)
  const found = confidentDisagreements({ probabilities, targets: problem.targets, classes: problem.classes })
  return found
    .flatMap(({ row, suggested, margin, isConfident }): LabelSuspect[] => {
      const judged = rows[row]
      const other = problem.labels[suggested]
      if (judged === undefined || other === undefined) return []
      if ((byLabel.get(judged.expected)?.length ?? 0) < fewestRowsOfLabel) return []
      const input = textStart(judged.input.text)
      return [{ id: judged.id, input, label: judged.expected, suggested: other, margin, isConfident }]
    })
    .slice(0, mostSuspects)
}
