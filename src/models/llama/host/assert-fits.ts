import { DataError } from '../../../errors.ts'
import type { OpenModel } from './open-model.ts'

/** @throws DataError when a request needs more tokens than the model's context holds. */
export function assertFits({ contextTokens }: OpenModel, needed: number): void {
  if (needed <= contextTokens) return
  throw new DataError(`This chat needs ${needed} tokens; the model's context holds ${contextTokens}.`, {
    hint: 'Shorten the input, or show fewer examples in the prompt.',
  })
}
