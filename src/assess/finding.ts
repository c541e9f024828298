import type { UnlabelledExample } from '../contracts/example.ts'
import type { Finding } from '../contracts/report.ts'
import type { DataFacts } from './data-facts.ts'

/** One question asked of the data; no finding when all is well. */
export type DataCheck = (facts: DataFacts) => Finding[]

const mostRowsNamed = 50

/** A finding about rows: the first 50 are named, all are counted. */
export function findingOfRows(
  rows: readonly UnlabelledExample[],
  finding: Omit<Finding, 'rows' | 'count'>,
): Finding {
  return { ...finding, count: rows.length, rows: rows.slice(0, mostRowsNamed).map((row) => row.id) }
}

/** "1 test row", "3 test rows". */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}

/** A share as a percentage with one decimal below 10 %: "0.8 %", "90 %". */
export function percentOf(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (100 * part) / whole
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)} %`
}

/** The first names of a list and how many more there are. */
export function listShort(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}
