import { inferTextRules } from '../../answers/infer-text-rules.ts'
import type { Example } from '../../contracts/example.ts'
import type { Report } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { measureTexts } from '../../decide/compare/text-measures.ts'
import { clusterOfRow, scoredRowOf } from '../../evaluate/scored-row-of.ts'
import type { TestedFinalist } from './test-finalists.ts'

/** Of generation: finalists' texts on the shared rows by every measure, held against the one that is chosen or leads. */
export function textMeasuresOf(parts: {
  task: Task
  focus: string
  finalists: readonly TestedFinalist[]
  train: readonly Example[]
}): Pick<Report, 'textMeasures'> {
  const { task, focus, finalists, train } = parts
  if (task.kind !== 'generation') return {}
  const arms = finalists.map(({ served, shared }) => ({
    name: served.name,
    rows: shared.map((entry) => ({
      input: entry.row.input.text,
      ...scoredRowOf(entry),
      cluster: clusterOfRow(entry),
    })),
  }))
  const textMeasures = measureTexts(arms, {
    focus,
    given: task.rules !== undefined,
    rules: task.rules ?? inferTextRules(train.map(({ expected }) => expected)),
    seed: task.seed,
  })
  return textMeasures === undefined ? {} : { textMeasures }
}
