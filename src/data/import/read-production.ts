import { basename } from 'node:path'
import type { UnlabelledExample } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import { plainFormat } from './detect-format.ts'
import { unlabelledFromRow } from './example-from-row.ts'
import { fieldAtPath } from './field-at-path.ts'
import { openExamples } from './open-examples.ts'
import { mappedFields } from './read-examples.ts'
import { textOfValue } from './text-of-value.ts'

/** A real input; `expected` where somebody has answered it. */
export interface ProductionRow extends UnlabelledExample {
  expected?: string
}

/**
 * Real inputs of a file, in file order, plain or of another tool; an answer is taken where a plain row has one.
 *
 * @throws DataError for a bad file or a row without an input.
 */
export async function readProduction(
  path: string,
  { fields, format, sheet }: Pick<Task['data'], 'fields' | 'format' | 'sheet'>,
): Promise<ProductionRow[]> {
  const how = { fields: { ...fields, expected: '' }, labelled: false, format, sheet }
  const opened = await openExamples([path], how)
  const isPlain = opened.format === plainFormat
  const file = { path, name: basename(path), unit: opened.unit }
  const rows: ProductionRow[] = []
  for await (const outcome of opened.outcomes) {
    if (outcome.dropped !== undefined) continue
    const answer = isPlain ? fieldAtPath(outcome.value, fields.expected) : undefined
    const isAnswered = answer !== undefined && answer !== null && textOfValue(answer).trim() !== ''
    rows.push({
      ...unlabelledFromRow(outcome, isPlain ? fields : mappedFields(outcome, fields), file),
      ...(isAnswered ? { expected: textOfValue(answer) } : {}),
    })
  }
  return rows
}
