import type { Example, ExampleSplit } from '../../contracts/example.ts'
import { findTwins } from './find-twins.ts'

/** A row that is left out of training since it would tell an answer of the test set. */
export interface ExcludedRow {
  id: string
  from: 'train' | 'validation'
  /** Id of the test row it is a twin of. */
  twinOf: string
  kind: 'exact' | 'near'
}

/** What may be trained on and selected with, and what was left out. */
export interface CleanPool {
  train: Example[]
  validation: Example[]
  excluded: ExcludedRow[]
}

/**
 * Leaves rows of train and validation out that are the same text as a test row or near it: one pool for all arms, for
 * fitting and for demonstrations alike (decision.md §2.4). Only the texts of test rows are looked at.
 */
export function excludeTwins(split: ExampleSplit): CleanPool {
  const train = excludeFrom('train', split)
  const validation = excludeFrom('validation', split)
  return {
    train: train.kept,
    validation: validation.kept,
    excluded: [...train.excluded, ...validation.excluded],
  }
}

function excludeFrom(
  from: 'train' | 'validation',
  split: ExampleSplit,
): { kept: Example[]; excluded: ExcludedRow[] } {
  const excluded = findTwins(split[from], split.test).flatMap(({ row, exact, near }): ExcludedRow[] => {
    const [twin] = [...exact, ...near]
    if (twin === undefined) return []
    return [{ id: row.id, from, twinOf: twin.id, kind: exact.length > 0 ? 'exact' : 'near' }]
  })
  const left = new Set(excluded.map(({ id }) => id))
  return { kept: split[from].filter((row) => !left.has(row.id)), excluded }
}
