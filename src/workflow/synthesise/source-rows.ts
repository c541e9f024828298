import type { Example, ExampleSplit } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import { excludeTwins } from '../../data/split/exclude-twins.ts'
import { DataError, TaskError } from '../../errors.ts'
import { nearestKey } from '../nearest-key.ts'
import type { Way } from './written-example.ts'

/** Train rows that may be shown to a model, and those to write from. */
export interface SourceRows {
  /** Real rows of train that are no twins of test rows. */
  clean: Example[]
  /** Those of the label asked for; all without one. */
  rows: Example[]
}

/**
 * The rows a model may be shown: real train rows only. Twins of test rows are left out, since what is written from them
 * would tell of the test set.
 *
 * @throws TaskError for a label without train rows, or asked of a task without labels; DataError without any row.
 */
export function sourceRows(
  task: Pick<Task, 'kind' | 'path'>,
  split: ExampleSplit,
  { label, way }: { label?: string; way: Way },
): SourceRows {
  if (task.kind !== 'classification' && (label !== undefined || way === 'rare-label'))
    throw new TaskError(`${task.path} is a task of kind ${task.kind}, which has no labels.`, {
      hint: 'Use --how paraphrase or --how entities, without --label.',
    })
  const clean = excludeTwins(split).train.filter((row) => row.synthetic === undefined)
  if (clean.length === 0) throw new DataError('There are no train rows to write examples from.')
  if (label === undefined) return { clean, rows: clean }
  const rows = clean.filter(({ expected }) => expected === label)
  if (rows.length > 0) return { clean, rows }
  const labels = [...new Set(clean.map(({ expected }) => expected))]
  const nearest = nearestKey(label, labels)
  throw new TaskError(`No train row has the label ${label}: there is nothing to write examples from.`, {
    hint: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Labels of train: ${labels.toSorted().join(', ')}.`,
  })
}
