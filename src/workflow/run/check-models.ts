import type { ModelIdentity, ModelPool } from '../../contracts/model.ts'
import type { Task } from '../../contracts/task.ts'
import { ModelError } from '../../errors.ts'
import { placeOfBase } from '../../methods/tune/encoder/place-of-base.ts'

/**
 * Refuses a model name that is not in the catalogue, names no known provider, or has the other role, and a folder that is no
 * encoder, before anything is fitted or written.
 *
 * @throws ModelError that names the nearest known model or provider, and how a provider is added.
 */
export async function checkModels(
  {
    models,
    folder = '',
    prompting,
    tuning,
  }: Pick<Task, 'models'> & {
    folder?: Task['folder']
    prompting?: Pick<Task['prompting'], 'reflector'>
    tuning?: Pick<Task['tuning'], 'hosted'>
  },
  pool: Pick<ModelPool, 'identify' | 'encoderBase'>,
): Promise<void> {
  for (const name of models.language) assertRole(await pool.identify(name), 'language')
  assertRole(await pool.identify(models.embedding), 'embedding')
  if (models.encoder !== undefined) await pool.encoderBase?.(placeOfBase(models.encoder, folder))
  if (prompting?.reflector !== undefined) assertStrong(await pool.identify(prompting.reflector))
  for (const { provider, base } of tuning?.hosted ?? [])
    assertRole(await pool.identify(`${provider}:${base}`), 'language')
}

function assertRole({ name, role }: ModelIdentity, wanted: ModelIdentity['role']): void {
  if (role === wanted) return
  throw new ModelError(`${name} is a model for ${role}, models.${wanted} needs one for ${wanted}.`)
}

/** Models below this repeat the instruction they were to improve. */
const fewestParameters = 1e9

function assertStrong({ name, role, parameters = Number.POSITIVE_INFINITY }: ModelIdentity): void {
  if (role !== 'language')
    throw new ModelError(`${name} is a model for ${role}, prompting.reflector needs one for language.`)
  if (parameters >= fewestParameters) return
  throw new ModelError(
    `${name} has ${Math.round(parameters / 1e6)}M parameters: too few to write instructions as prompting.reflector.`,
    {
      hint: 'Name a hosted model or a larger one, or leave prompting.reflector out: then our own wordings compete.',
    },
  )
}
