import { closest } from 'fastest-levenshtein'
import { ModelError } from '../../errors.ts'
import { catalogue } from './catalogue.data.ts'
import type { CatalogueEntry } from './catalogue.ts'

/**
 * The entry of a name such as `local:smollm2-135m`.
 *
 * @throws ModelError that names the nearest known name and all others, or how a model of the hub is added.
 */
export function findEntry(name: string, entries: readonly CatalogueEntry[] = catalogue): CatalogueEntry {
  const entry = entries.find((candidate) => candidate.name === name)
  if (entry !== undefined) return entry
  if (name.startsWith('hf:')) throw notAdded(name)
  const names = entries.map((candidate) => candidate.name)
  throw new ModelError(
    `There is no model "${name}". Did you mean ${closest(name, names)}? Known models: ${names.join(', ')}.`,
    {
      hint: 'Hosted models are written provider:model, with the provider under `providers:` in the task file.',
    },
  )
}

function notAdded(name: string): ModelError {
  return new ModelError(`${name} has not been added to this cache.`, {
    hint: `Run: crossover models add ${name}`,
  })
}
