import type { Finding } from '../../contracts/report.ts'
import { formatCount } from './format-count.ts'

/** Worst first. */
export const severityOrder: Finding['severity'][] = ['blocker', 'warning', 'note']

/** The ids a finding names, at most `most`, and how many more there are. */
export function findingRows({ rows, count }: Finding, most: number): string {
  if (rows.length === 0) return ''
  const shown = rows.slice(0, most)
  const more = Math.max(count, rows.length) - shown.length
  return more > 0 ? `${shown.join(', ')} and ${formatCount(more)} more` : shown.join(', ')
}
