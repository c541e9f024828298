import type { Example, ExampleSplit } from '../../contracts/example.ts'
import { findTwins } from '../split/find-twins.ts'

/** Why a written row is not trained on. */
export type SyntheticFlaw = 'its source row is not in train' | 'twin of a held-out row'

/** Written rows to train on, and those left out. */
export interface UsableSynthetic {
  kept: Example[]
  leftOut: { row: Example; why: SyntheticFlaw }[]
}

/**
 * Written rows that tell nothing of held-out ones: the row they were written from is in train, and their text is neither
 * the same as one of validation or test nor near it. Splits change with the seed and the files, so this is asked each time.
 */
export function usableSynthetic(rows: readonly Example[], split: ExampleSplit): UsableSynthetic {
  const train = new Set(split.train.map(({ id }) => id))
  const twins = new Set(findTwins(rows, [...split.validation, ...split.test]).map(({ row }) => row.id))
  const flawOf = ({ id, synthetic }: Example): SyntheticFlaw | undefined => {
    if (synthetic?.from !== undefined && !train.has(synthetic.from)) return 'its source row is not in train'
    return twins.has(id) ? 'twin of a held-out row' : undefined
  }
  const judged = rows.map((row) => ({ row, why: flawOf(row) }))
  return {
    kept: judged.flatMap(({ row, why }) => (why === undefined ? [row] : [])),
    leftOut: judged.flatMap(({ row, why }) => (why === undefined ? [] : [{ row, why }])),
  }
}
