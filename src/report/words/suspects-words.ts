import type { DataReport } from '../../contracts/report.ts'
import { countOf, formatCount } from './format-count.ts'

/** How many labels a cross-fitted head doubts with confidence; empty where it was not asked. */
export function suspectsWords({ labelSuspects, rows }: DataReport): string {
  if (labelSuspects === undefined) return ''
  const doubted = labelSuspects.filter(({ isConfident }) => isConfident).length
  const all = formatCount(rows.train + rows.validation)
  if (doubted === 0) return `None of ${all} labels of train and validation is doubted.`
  // The list ends at 500 rows.
  const atLeast = labelSuspects.length >= 500 && doubted === labelSuspects.length ? 'at least ' : ''
  return `A head that had not seen them gives ${atLeast}${countOf(doubted, 'row')} of ${all} of train and validation another label with confidence: some of these labels are wrong, or the model is.`
}
