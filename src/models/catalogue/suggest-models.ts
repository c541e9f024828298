import { fitOf, memoryNeed, type Fit, type MachineMemory } from './memory-need.ts'
import { suggestedModels, type SuggestedModel } from './suggestions.data.ts'

/** A larger model and how it fits a machine. */
export interface Suggestion extends SuggestedModel {
  /** About, while it runs. */
  memoryBytes: number
  fit: Fit
}

const order: readonly Fit[] = ['fits', 'tight', 'too large']

/** Larger models that could be added: those that fit first, by size; without those that are there. */
export function suggestModels(
  machine: MachineMemory,
  known: readonly { name: string }[],
  suggested: readonly SuggestedModel[] = suggestedModels,
): Suggestion[] {
  const names = new Set(known.map(({ name }) => name))
  return suggested
    .filter(({ name }) => !names.has(name))
    .map((model) => {
      const need = memoryNeed(model)
      return { ...model, memoryBytes: need.totalBytes, fit: fitOf(need, machine) }
    })
    .toSorted((a, b) => order.indexOf(a.fit) - order.indexOf(b.fit) || a.bytes - b.bytes)
}
