import type { DataReport } from '../../contracts/report.ts'
import { countOf, formatCount } from './format-count.ts'

/** What of the test set is also in train, one sentence a line; counts are of test rows. */
export function leakageWords({ leakage, rows }: DataReport): string[] {
  if (leakage.inputsExact === 0 && (leakage.inputsNear ?? 0) === 0) {
    const near = leakage.inputsNear === undefined ? '' : ', exactly or nearly'
    return [`No test input is also in train${near}.`]
  }
  const lines = [
    `${formatCount(leakage.inputsExact)} of ${countOf(rows.test, 'test input')} also in train: ` +
      `${formatCount(leakage.pairsExact)} with the same answer, ${formatCount(leakage.inputsExactOtherOutput)} with another.`,
  ]
  if (leakage.inputsNear !== undefined) {
    lines.push(`${countOf(leakage.inputsNear, 'test input')} with a near-identical text in train.`)
  }
  return lines
}

/** Repeats and contradictions inside train. */
export function repetitionWords({ duplicates, conflicts }: DataReport): string {
  const near = duplicates.near === undefined ? '' : `, ${formatCount(duplicates.near)} near-copies`
  return (
    `${formatCount(duplicates.exact)} exact duplicates${near} in train; ` +
    `${countOf(conflicts, 'input')} labelled in two ways.`
  )
}
