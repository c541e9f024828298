import type { Finding } from '../../contracts/report.ts'
import type { DepthOfChange } from './depth-of-change.data.ts'

/** What is not known where no embedder ran, and how to get it. */
export function notCompared(depth: DepthOfChange): Finding {
  const why =
    depth === 'run' ? 'this run had no embedder at hand' : 'that takes the embedder, which was not used'
  return {
    check: 'not-compared',
    severity: 'note',
    count: 0,
    rows: [],
    message: `Whether test and production look like train, and how many labels may be wrong, was not looked into: ${why}.`,
    next: 'crossover check --deep installs it once and looks; later checks then do.',
  }
}

/** Where errors and curve are left out for time. */
export function headNotAsked(rows: number, most: number): Finding {
  const count = (value: number): string => value.toLocaleString('en-US')
  return {
    check: 'curve-not-measured',
    severity: 'note',
    count: 0,
    rows: [],
    message: `A run measures learning curve and suspected label errors up to ${count(most)} rows of train and validation; there are ${count(rows)}.`,
    next: 'crossover check --deep measures them on all rows.',
  }
}
