import type { Finding } from '../contracts/report.ts'
import { countOf, type DataCheck, findingOfRows, percentOf } from './finding.ts'

/** Train rows that repeat an earlier one: labels paid for twice, and weights that nobody chose. */
export const checkDuplicates: DataCheck = ({ repeats, pool }) => {
  const exact = repeats.filter(({ isExact }) => isExact).map(({ row }) => row)
  const near = repeats.filter(({ isExact }) => !isExact).map(({ row }) => row)
  const share = (rows: readonly unknown[]): string =>
    `${countOf(rows.length, 'train row')} (${percentOf(rows.length, pool.length)})`
  const findings: Finding[] = []
  if (exact.length > 0) {
    findings.push(
      findingOfRows(exact, {
        check: 'exact-duplicates',
        severity: 'note',
        message: `${share(exact)} repeat${exact.length === 1 ? 's' : ''} the text of an earlier row.`,
        next: 'Keep them if users really ask the same thing that often; else remove them.',
      }),
    )
  }
  if (near.length > 0) {
    findings.push(
      findingOfRows(near, {
        check: 'near-duplicates',
        severity: 'note',
        message: `${share(near)} differ${near.length === 1 ? 's' : ''} from an earlier row by a few characters only.`,
        next: 'Rows copied and edited teach little: label different ones next.',
      }),
    )
  }
  return findings
}
