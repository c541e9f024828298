import type { Example } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'

/** What samples of rows are balanced by: the label; of extractions whether there is anything; texts have no strata. */
export function stratumOf({ kind }: Pick<Task, 'kind'>): (row: Pick<Example, 'expected'>) => string {
  if (kind === 'classification') return ({ expected }) => expected
  if (kind === 'extraction') return ({ expected }) => (expected === '{}' ? 'nothing' : 'something')
  return () => ''
}
