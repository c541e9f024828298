import type { Example } from '../../../contracts/example.ts'
import type { Candidate } from '../../../contracts/candidate.ts'
import type { FitContext } from '../../../contracts/method.ts'
import { halveVariants } from '../search/halve-variants.ts'
import type { DemonstrationChoice } from './demonstration-choices.ts'
import type { OptimisedSpec } from './optimised-spec.ts'
import { promptVariants } from './prompt-variants.ts'
import { SearchLedger } from './search-ledger.ts'

/** What both searches start from. */
export interface OptimiseSearch {
  language: string
  choices: readonly DemonstrationChoice[]
  /** Validation rows. */
  rows: readonly Example[]
  /** Questions at most. */
  calls: number
  fit: (spec: OptimisedSpec) => Promise<Candidate>
  context: FitContext
}

/** Our own wordings with our own sets of demonstrations, by successive halving. */
export async function searchWordings(search: OptimiseSearch): Promise<OptimisedSpec> {
  const { language, choices, rows, calls, fit, context } = search
  const ledger = new SearchLedger(context, calls)
  const { best, trace, optimism } = await halveVariants({
    variants: promptVariants(context.task.kind, language, choices),
    rows,
    fit,
    evaluate: (candidate, asked) => ledger.evaluate(candidate, asked),
    calls,
    seed: context.seed,
  })
  return {
    ...best.spec,
    optimisation: {
      by: 'halving',
      winner: best.name,
      calls: ledger.calls,
      tokens: ledger.tokens,
      optimism,
      tried: trace,
    },
  }
}
