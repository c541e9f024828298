import type { ModelStatus } from '../../../models/catalogue/list-models.ts'
import type { Suggestion } from '../../../models/catalogue/suggest-models.ts'
import { plainTable } from '../plain-table.ts'
import { sizeWords, weightWords } from './size-words.ts'

/** The models that can be named in a task file here, then larger ones that could be added. */
export function modelList(models: readonly ModelStatus[], suggestions: readonly Suggestion[]): string {
  const known = plainTable(['name', 'for', 'weights', 'licence', 'size', 'cached'])
  for (const model of models) {
    const { name, role, parameters, licence, bytes, isCached } = model
    known.push([name, role, weightWords(parameters), licence, sizeWords(bytes), isCached ? 'yes' : 'no'])
  }
  if (suggestions.length === 0) return `${known.toString()}\n`
  const larger = plainTable(['name', 'weights', 'licence', 'size', 'memory', 'here'])
  for (const { name, parameters, licence, bytes, memoryBytes, fit } of suggestions)
    larger.push([
      name,
      weightWords(parameters),
      licence,
      `~${sizeWords(bytes)}`,
      `~${sizeWords(memoryBytes)}`,
      fit,
    ])
  return `${known.toString()}

Larger models you can add (crossover models add <name>; from memory of what their publishers state, not verified here):

${larger.toString()}
`
}
