import type { Finding } from '../contracts/report.ts'
import { countOf, type DataCheck } from './finding.ts'
import { trainRowsPrior } from './train-rows-prior.data.ts'

/** A tuned candidate that was measured on these rows, or a learning curve: what goes before a rule of thumb. */
export interface MeasuredTuning {
  /** One sentence with its figure: "head scored 0.93 on 1,500 validation rows, the floor 0.02." */
  says: string
  /** Whether more rows are likely to help, when a curve says so. */
  nextRows?: string
}

/**
 * Whether there are rows enough to tune with. Before anything is measured that is a rule of thumb, 100 to 500 rows; a
 * measurement replaces it.
 */
export const checkTrainRows: DataCheck = ({ pool, task, measured }) => {
  const rows = pool.length
  const { fewest, enough } = trainRowsPrior[task.kind]
  if (measured !== undefined) {
    return rows >= enough
      ? []
      : [finding(rows, `Measured on them: ${measured.says}`, measured.nextRows ?? runAgain)]
  }
  if (rows < fewest) {
    const message = `${countOf(rows, 'row')} ${rows === 1 ? 'is' : 'are'} too few to tune: it usually takes ${fewest} to ${enough}. A rule of thumb until it is measured.`
    return [{ ...finding(rows, message, few(task.kind, fewest - rows)), severity: 'warning' }]
  }
  if (rows >= enough) return []
  const message = `${countOf(rows, 'row')} to learn from: tuning usually begins to pay at ${fewest} and has most of its gain at ${enough}. A rule of thumb until it is measured.`
  const next =
    task.kind === 'classification'
      ? 'crossover run measures it on these rows, and that counts.'
      : 'What is measured on these rows counts, not the rule.'
  return [finding(rows, message, next)]
}

const runAgain = 'Label more rows and run again to see whether they help.'

function few(kind: string, missing: number): string {
  const run =
    kind === 'classification'
      ? 'crossover run measures both'
      : 'a prompt with a few of them as examples comes first'
  return `Label ${missing} more, or count on a prompt: ${run}.`
}

function finding(rows: number, message: string, next: string): Finding {
  return { check: 'few-train-rows', severity: 'note', count: rows, rows: [], message, next }
}
