import type { Task } from '../../../contracts/task.ts'
import type { SearchVariant } from '../search/halve-variants.ts'
import { demonstrationChoiceCount, type DemonstrationChoice } from './demonstration-choices.ts'
import type { OptimisedSpec } from './optimised-spec.ts'
import { templateOf } from './template-of.ts'
import { wordings } from './wordings.data.ts'

/** Variants at most. */
export function variantCount(kind: Task['kind']): number {
  return wordings[kind].length * demonstrationChoiceCount
}

/** Every wording with every way to show demonstrations, plain ones first. A prompt without list and examples says nothing. */
export function promptVariants(
  kind: Task['kind'],
  language: string,
  choices: readonly DemonstrationChoice[],
): SearchVariant<OptimisedSpec>[] {
  return wordings[kind].flatMap(({ name, system }) =>
    choices
      .filter(({ spec }) => spec.shows !== 'nothing' || !/as in the examples|of the examples/.test(system))
      .map((choice) => ({
        name: `${name}, ${choice.name}`,
        spec: { language, template: templateOf(system, choice.spec.shows), ...choice.spec },
      })),
  )
}
