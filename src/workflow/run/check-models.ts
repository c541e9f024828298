import type { ModelIdentity, ModelPool } from '../../contracts/model.ts'
import type { Task } from '../../contracts/task.ts'
import { ModelError } from '../../errors.ts'

/**
 * Refuses a model name that is not in the catalogue, or has the other role, before anything is fitted or written. Hosted
 * models (`provider:name`) are left to the methods.
 *
 * @throws ModelError that names the nearest known model.
 */
export async function checkModels(
  { models }: Pick<Task, 'models'>,
  pool: Pick<ModelPool, 'identify'>,
): Promise<void> {
  const language = models.language.filter((name) => !isHosted(name))
  for (const name of language) assertRole(await pool.identify(name), 'language')
  assertRole(await pool.identify(models.embedding), 'embedding')
}

function isHosted(name: string): boolean {
  return name.includes(':') && !name.startsWith('local:')
}

function assertRole({ name, role }: ModelIdentity, wanted: ModelIdentity['role']): void {
  if (role === wanted) return
  throw new ModelError(`${name} is a model for ${role}, models.${wanted} needs one for ${wanted}.`)
}
