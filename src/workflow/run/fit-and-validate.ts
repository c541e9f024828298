import type { Json } from '../../contracts/json.ts'
import type { Example } from '../../contracts/example.ts'
import type { Method, TrainingSplit } from '../../contracts/method.ts'
import type { NotMeasured } from '../../contracts/report.ts'
import { fitOrExplain } from './fit-candidates.ts'
import type { RunContext } from './run-context.ts'
import { validateOrExplain, type ValidatedCandidate } from './validate-candidates.ts'

/**
 * A variant of a candidate (another seed, fewer rows) fitted and asked the rows that the candidate answered.
 *
 * @returns why it came to nothing: the candidate itself was measured, and stands.
 */
export async function fitAndValidate(
  run: RunContext,
  variant: { method: Method; spec: Json; seed: number },
  { split, rows }: { split: TrainingSplit; rows: readonly Example[] },
): Promise<ValidatedCandidate | { notMeasured: NotMeasured }> {
  const fit = await fitOrExplain(run, variant, split)
  return 'notMeasured' in fit ? fit : validateOrExplain(run, fit.fitted, rows)
}
