import type { PromptSpec } from '../prompt-spec.ts'
import type { SearchVariant } from './halve-variants.ts'
import type { PromptSearch } from './search-prompt.ts'

/** Nearness and novelty, as weighed where many neighbours say the same. */
const diversity = 0.3

/**
 * Ways to retrieve demonstrations: half and twice as many, diverse ones, labels in turn, the nearest first. One choice at a time
 * differs from the quick form: a full grid would leave each too few rows to be judged by.
 */
export const retrievalVariants: PromptSearch = {
  size: 6,
  async variantsOf(spec, _split, { task }) {
    const { demonstrations: count, demonstrationTokens: tokens } = spec
    const half = Math.max(1, Math.floor(count / 2))
    const isLabelled = task.kind === 'classification'
    const variants: SearchVariant<PromptSpec>[] = [
      { name: `${count} nearest`, spec },
      { name: `${half} nearest`, spec: { ...spec, demonstrations: half } },
      { name: `${count} diverse`, spec: { ...spec, retrieval: { diversity } } },
      isLabelled
        ? { name: `${count} with labels in turn`, spec: { ...spec, retrieval: { isBalanced: true } } }
        : { name: `${half} diverse`, spec: { ...spec, demonstrations: half, retrieval: { diversity } } },
      {
        name: `${2 * count} nearest`,
        spec: { ...spec, demonstrations: 2 * count, demonstrationTokens: 2 * tokens },
      },
      { name: `${count} nearest, nearest first`, spec: { ...spec, retrieval: { nearest: 'first' } } },
    ]
    return variants.filter(({ name }, at) => variants.findIndex((other) => other.name === name) === at)
  },
}
