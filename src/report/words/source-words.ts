import type { DataSource } from '../../contracts/report.ts'
import { countOf } from './format-count.ts'

/** What each file was read as, and the rows left out: one sentence a file. */
export function sourceWords(sources: readonly DataSource[]): string[] {
  return sources.map(({ file, container, format, rows, dropped }) => {
    const read = `${file}: ${container}, ${format}, ${countOf(rows, 'example')}.`
    const left = dropped.map(({ why, count }) => `${countOf(count, 'row')} left out: ${why}.`)
    return [read, ...left].join(' ')
  })
}
