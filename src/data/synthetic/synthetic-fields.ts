import type { Task } from '../../contracts/task.ts'
import type { Fields } from '../import/example-from-row.ts'

/**
 * Where the fields of written rows stand: where the task's own rows have them, so that the file can also be joined to
 * train. Without an id field of the task's the id is `id`.
 */
export function syntheticFields({ data }: Pick<Task, 'data'>): Fields {
  return { ...data.fields, id: data.fields.id ?? 'id' }
}
