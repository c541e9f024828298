import { exactRateTest } from '../../stats/exact-rate-test.ts'
import type { GapFacts, GapFinding } from './gap-facts.ts'
import { shareWords } from './share-words.ts'

const allowed = 0.05

/**
 * Inputs with another answer when asked again or in a harmless other form. H0: at most one input in twenty (exact binomial).
 * Texts always differ a little, and are not tested.
 */
export function inconsistentGap({ consistency }: GapFacts): GapFinding | undefined {
  if (consistency?.changed === undefined || consistency.inputs === 0) return undefined
  const { changed, inputs, rewrites, worst } = consistency
  const forms = rewrites
    .filter((form) => form.changed > 0)
    .toSorted((a, b) => b.changed / b.inputs - a.changed / a.inputs)
    .map((form) => `${form.name} ${form.changed} of ${form.inputs}`)
  return {
    kind: 'inconsistent',
    message: `${shareWords(changed, inputs)} inputs get another answer when asked again or in a harmless other form${forms.length === 0 ? '' : `: ${forms.join(', ')}`}.`,
    touched: changed,
    n: inputs,
    pValue: exactRateTest({ successes: changed, trials: inputs, target: allowed }),
    examples: worst.map(({ id, input, expected, output, changed: variants }) => ({
      id,
      input,
      expected,
      output: [output, ...variants.map((form) => `${form.rewrite}: ${form.output}`)].join(' · '),
    })),
    helps:
      'Input tidied before it is asked (case, white space), demonstrations with untidy inputs, temperature 0; tuning.',
  }
}
