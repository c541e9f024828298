import { DataError } from '../errors.ts'

/**
 * Krippendorff's alpha for labels without an order: 1 − observed over expected disagreement, 1 when all agree, 0 at
 * chance. Any number of annotators; a row that fewer than two labelled is left out.
 *
 * @param units the labels each row was given, in any order; who gave them does not matter.
 * @returns null when all labels are one and the same: then there is nothing that could disagree.
 * @throws DataError when no row has two labels.
 * @see Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, part D
 */
export function krippendorffAlpha<Label>(units: readonly (readonly Label[])[]): number | null {
  const totals = new Map<Label, number>()
  let values = 0
  let disagreement = 0
  for (const labels of units) {
    if (labels.length < 2) continue
    const counts = countsOf(labels)
    values += labels.length
    let agreeing = 0
    for (const [label, count] of counts) {
      totals.set(label, (totals.get(label) ?? 0) + count)
      agreeing += count * (count - 1)
    }
    disagreement += (labels.length * (labels.length - 1) - agreeing) / (labels.length - 1)
  }
  if (values === 0) throw new DataError('Agreement needs at least one row with two labels.')
  let alike = 0
  for (const count of totals.values()) alike += count * (count - 1)
  const expected = values * (values - 1) - alike
  return expected === 0 ? null : 1 - ((values - 1) * disagreement) / expected
}

function countsOf<Label>(labels: readonly Label[]): Map<Label, number> {
  const counts = new Map<Label, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}
