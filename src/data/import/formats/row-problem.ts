import type { RawRow } from '../../../contracts/example.ts'
import { DataError } from '../../../errors.ts'

/** An error at a row: "train.jsonl line 3" and what is wrong there. */
export function rowProblem(
  at: { path: string; unit: 'line' | 'row'; row: RawRow },
  problem: string,
  hint?: string,
): DataError {
  const { path, unit, row } = at
  return new DataError(
    `${row.file ?? path} ${unit} ${row.line} ${problem}.`,
    hint === undefined ? {} : { hint },
  )
}

export const toolsHint =
  'Conversations with tools are not supported: leave those rows out, or write the answer as text (or JSON) instead.'
