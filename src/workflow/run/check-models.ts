import type { ModelIdentity, ModelPool } from '../../contracts/model.ts'
import type { Task } from '../../contracts/task.ts'
import { ModelError } from '../../errors.ts'

/**
 * Refuses a model name that is not in the catalogue, names no known provider, or has the other role, before anything is
 * fitted or written.
 *
 * @throws ModelError that names the nearest known model or provider, and how a provider is added.
 */
export async function checkModels(
  { models }: Pick<Task, 'models'>,
  pool: Pick<ModelPool, 'identify'>,
): Promise<void> {
  for (const name of models.language) assertRole(await pool.identify(name), 'language')
  assertRole(await pool.identify(models.embedding), 'embedding')
}

function assertRole({ name, role }: ModelIdentity, wanted: ModelIdentity['role']): void {
  if (role === wanted) return
  throw new ModelError(`${name} is a model for ${role}, models.${wanted} needs one for ${wanted}.`)
}
