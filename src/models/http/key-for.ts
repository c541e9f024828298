import { ProviderError } from '../../errors.ts'
import type { ResolvedModel } from './resolve-model.ts'

/** Name of an environment variable → its value. */
export type KeyLookup = (name: string) => string | undefined

/**
 * The key of a model, from the environment variable that its provider names; `undefined` where none is needed.
 *
 * @throws ProviderError that names the variable when it is not set.
 */
export function keyFor(
  { name, keyEnv }: Pick<ResolvedModel, 'name' | 'keyEnv'>,
  keyOf: KeyLookup = () => undefined,
): string | undefined {
  if (keyEnv === undefined) return undefined
  const key = keyOf(keyEnv)?.trim()
  if (key !== undefined && key !== '') return key
  throw new ProviderError(`${name} needs a key: the environment variable ${keyEnv} is not set.`, {
    isTransient: false,
    attempts: 0,
    hint: `Set it (export ${keyEnv}=…), or leave the model out of models.language.`,
  })
}
