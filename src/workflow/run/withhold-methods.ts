import type { DataReport, Finding, Verdict } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import type { SelectedMethods } from './select-methods.ts'

/**
 * With one label only, whatever answers it is always right: nothing is fitted, and the test set stays sealed. Anything
 * else the data check found leaves the methods as they are.
 */
export function withholdMethods(asked: SelectedMethods, task: Task, data: DataReport): SelectedMethods {
  const finding = oneLabel(data)
  if (finding === undefined) return asked
  const specified = asked.selected.filter((method) => method.specs(task).length > 0)
  const withheld = specified.map(({ kind }) => ({
    name: kind,
    reason: finding.message.replace(/\.$/, ''),
    command: 'crossover check',
  }))
  return { selected: [], notMeasured: [...asked.notMeasured, ...withheld] }
}

/** What the verdict says then; nothing when there is something to tell apart. */
export function explainOneLabel(data: DataReport): Pick<Verdict, 'because' | 'next'> | undefined {
  const finding = oneLabel(data)
  if (finding === undefined) return undefined
  return { because: ['Not settled: nothing was measured.', finding.message], next: [finding.next] }
}

function oneLabel({ findings }: DataReport): Finding | undefined {
  return findings.find(({ check }) => check === 'one-label')
}
