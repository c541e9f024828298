import type { DataReport, Finding } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import type { Explanation } from './explanation.ts'
import type { SelectedMethods } from './select-methods.ts'

/** Findings after which nothing can be learnt: one label only, or no rows left once twins of test rows are out. */
const nothingToLearn = ['one-label', 'no-clean-train']

/**
 * Where there is nothing to learn, whatever answers is right or wrong by chance: nothing is fitted, and the test set
 * stays sealed. Anything else the data check found leaves the methods as they are.
 */
export function withholdMethods(asked: SelectedMethods, task: Task, data: DataReport): SelectedMethods {
  const finding = blockerOf(data)
  if (finding === undefined) return asked
  const specified = asked.selected.filter((method) => method.specs(task).length > 0)
  const withheld = specified.map(({ kind }) => ({
    name: kind,
    reason: finding.message.replace(/\.$/, ''),
    command: 'crossover check',
  }))
  return { selected: [], notMeasured: [...asked.notMeasured, ...withheld] }
}

/** What the verdict says then; nothing where methods were fitted. */
export function explainWithheld(data: DataReport): Explanation | undefined {
  const finding = blockerOf(data)
  if (finding === undefined) return undefined
  return { because: ['Not settled: nothing was measured.', finding.message], next: [finding.next] }
}

function blockerOf({ findings }: DataReport): Finding | undefined {
  return findings.find(({ check }) => nothingToLearn.includes(check))
}
