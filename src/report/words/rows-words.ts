import type { Report } from '../../contracts/report.ts'
import { countOf, formatCount } from './format-count.ts'

/** The rows the claims rest on: "208 test rows", or "300 of 3,080 test rows" when they are a sample. */
export function sharedRowsWords(report: Report): string {
  const shared = sharedRows(report)
  const all = report.data.rows.test
  if (shared === undefined || shared === all) return countOf(all, 'test row')
  return `${formatCount(shared)} of ${countOf(all, 'test row')}`
}

function sharedRows({ candidates }: Report): number | undefined {
  return candidates.find(({ finalist, quality }) => finalist && quality !== undefined)?.quality?.n
}
