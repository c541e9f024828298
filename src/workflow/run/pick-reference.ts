import type { MeasuredFinalist } from './measure-finalists.ts'

/**
 * The reference: the finalist with the highest validation quality among those not failing a hard criterion; it stays
 * the reference whatever test says. Without validation figures it is the first listed (decision.md §2).
 */
export function pickReference(finalists: readonly MeasuredFinalist[]): MeasuredFinalist | undefined {
  const able = finalists.filter(({ hard }) => hard.every(({ result }) => result !== 'fails'))
  const validated = able.filter(({ validation }) => validation !== undefined)
  const [best] = validated.toSorted((a, b) => (b.validation?.value ?? 0) - (a.validation?.value ?? 0))
  return best ?? able[0]
}
