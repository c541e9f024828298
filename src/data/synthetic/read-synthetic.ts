import { resolve } from 'node:path'
import type { Example } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import { DataError } from '../../errors.ts'
import { readExamples } from '../import/read-examples.ts'
import { syntheticFields } from './synthetic-fields.ts'

/**
 * The rows of `data.synthetic`; none where the task names no file.
 *
 * @throws DataError for a bad file, or a row that is not marked: a real row would be left out of the split unseen.
 */
export async function readSynthetic(task: Pick<Task, 'folder' | 'data'>): Promise<Example[]> {
  const { synthetic: file } = task.data
  if (file === undefined) return []
  const path = resolve(task.folder, file)
  const rows = await readExamples({ path, fields: syntheticFields(task), format: 'plain' })
  const real = rows.find((row) => row.synthetic === undefined)
  if (real === undefined) return rows
  throw new DataError(
    `${path} line ${real.source.line} is not marked "meta": {"synthetic": true}. data.synthetic must hold written rows only.`,
    { hint: 'crossover synthesise marks the rows it writes; real rows belong to data.train.' },
  )
}
