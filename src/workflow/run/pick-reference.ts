import { meritOf } from '../../scorers/merit-of.ts'
import type { MeasuredFinalist } from './measure-finalists.ts'

/**
 * The reference: the finalist with the highest validation quality among those not failing a hard criterion; it stays
 * the reference whatever test says. Without validation figures it is the first listed (decision.md §2).
 */
export function pickReference(finalists: readonly MeasuredFinalist[]): MeasuredFinalist | undefined {
  const able = finalists.filter(({ hard }) => hard.every(({ result }) => result !== 'fails'))
  const validated = able.filter(({ validation }) => validation !== undefined)
  const [best] = validated.toSorted((a, b) => meritOf(b.validation) - meritOf(a.validation))
  return best ?? able[0]
}
