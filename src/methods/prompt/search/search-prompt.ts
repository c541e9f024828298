import type { FitContext, Method, TrainingSplit } from '../../../contracts/method.ts'
import type { Task } from '../../../contracts/task.ts'
import { EngineError } from '../../../errors.ts'
import type { PromptSpec } from '../prompt-spec.ts'
import { halveVariants, type SearchVariant } from './halve-variants.ts'
import { plannedCallsOf } from './halving-plan.ts'

/** What a strategy tries on validation rows when it may search. */
export interface PromptSearch {
  /** Variants at most: known before, so that the calls are. */
  size: number
  /** The quick form first: it stands when nothing can be asked. None of them searches itself. */
  variantsOf(
    spec: PromptSpec,
    split: TrainingSplit,
    context: FitContext,
  ): Promise<SearchVariant<PromptSpec>[]>
}

/** Questions of one search where the task file sets no lower limit: eight variants reach 45 rows with it. */
const usualCalls = 160

/** The thorough form of a spec; none where the task leaves searching out. */
export function searchedSpec(spec: PromptSpec, { prompting }: Task): PromptSpec[] {
  if (prompting.budgetMinutes === 0) return []
  return [{ ...spec, search: { calls: Math.min(usualCalls, prompting.budgetCalls ?? usualCalls) } }]
}

/** Questions a fit of this spec asks at most. A spec that was searched asks none. */
export function plannedSearchCalls(search: PromptSearch, spec: PromptSpec, split: TrainingSplit): number {
  if (spec.search === undefined || spec.search.chosen !== undefined) return 0
  return plannedCallsOf({ variants: search.size, rows: split.validation.length, calls: spec.search.calls })
}

/**
 * The spec with the best variant's choices and the record of the search; the same spec where it has none to make. Each variant
 * is fitted as a candidate of its own, so that its answers are kept and a search that was killed pays for none twice.
 */
export async function searchPrompt(
  search: PromptSearch,
  method: Pick<Method<PromptSpec>, 'fit'>,
  fitting: { spec: PromptSpec; split: TrainingSplit; context: FitContext },
): Promise<PromptSpec> {
  const { spec, split, context } = fitting
  if (spec.search === undefined || spec.search.chosen !== undefined) return spec
  const { search: asked, ...plain } = spec
  const { best, ...found } = await halveVariants({
    variants: await search.variantsOf(plain, split, context),
    rows: split.validation,
    fit: (variant) => fitVariant(method, variant, fitting),
    evaluate: (candidate, rows) => context.evaluate(candidate, rows),
    calls: plannedSearchCalls(search, spec, split),
    seed: context.seed,
  })
  return {
    ...best.spec,
    search: { ...asked, chosen: best.name, asked: found.calls, optimism: found.optimism, trace: found.trace },
  }
}

async function fitVariant(
  method: Pick<Method<PromptSpec>, 'fit'>,
  spec: PromptSpec,
  { split, context }: { split: TrainingSplit; context: FitContext },
) {
  const outcome = await method.fit(spec, split, context)
  if ('candidate' in outcome) return outcome.candidate
  throw new EngineError('A variant of a prompt could not be fitted.')
}
