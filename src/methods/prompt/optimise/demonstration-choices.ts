import { silentProgress } from '../../../contracts/progress.ts'
import type { FitContext, TrainingSplit } from '../../../contracts/method.ts'
import { EngineError, UnreachableModelError } from '../../../errors.ts'
import { embedRows } from '../../embed-rows.ts'
import { demonstrationAllowance } from '../demonstration-allowance.ts'
import { pickDemonstrations } from '../pick-demonstrations.ts'
import type { OptimisedSpec } from './optimised-spec.ts'

/** A way to show demonstrations, with the part of a spec that says so. */
export interface DemonstrationChoice {
  name: string
  spec: Pick<OptimisedSpec, 'shows' | 'rows' | 'demonstrations' | 'demonstrationTokens'>
}

/** Ways at most: known before anything is embedded, so that the calls are. */
export const demonstrationChoiceCount = 4

/** The nearest rows (where there is an embedder), a fixed set, none, another fixed set; in the order in which they are tried. */
export async function demonstrationChoices(
  split: TrainingSplit,
  context: FitContext,
): Promise<DemonstrationChoice[]> {
  const { kind } = context.task
  const fixed = (name: string, shift: number): DemonstrationChoice => {
    const allowance = demonstrationAllowance('few-shot', kind)
    const rows = pickDemonstrations({
      train: split.train,
      count: allowance.demonstrations,
      seed: context.seed + shift,
    }).map(({ id }) => id)
    return { name, spec: { shows: 'fixed', ...allowance, rows } }
  }
  const nearest: DemonstrationChoice = {
    name: 'nearest examples',
    spec: { shows: 'nearest', ...demonstrationAllowance('retrieved', kind) },
  }
  return [
    ...((await canEmbed(split, context)) ? [nearest] : []),
    fixed('fixed examples', 0),
    { name: 'no examples', spec: { shows: 'nothing', demonstrations: 0, demonstrationTokens: 0 } },
    fixed('other fixed examples', 1),
  ]
}

async function canEmbed({ train }: TrainingSplit, context: FitContext): Promise<boolean> {
  try {
    // One text is enough to know; the rows are embedded by the choice that shows them.
    await embedRows(train.slice(0, 1), { ...context, progress: silentProgress }, 'optimised: embedding')
    return true
  } catch (error) {
    if (error instanceof UnreachableModelError || error instanceof EngineError) return false
    throw error
  }
}
