import type { Prediction } from '../contracts/prediction.ts'

/**
 * Whether an answer had the asked form before the declared fallback: as it stood, mended by the rules of `src/answers`, or when
 * asked again. A fallback and no answer at all are not usable. Says nothing of whether it is right.
 */
export function isUsable({ validity }: Pick<Prediction, 'validity'>): boolean {
  return validity === 'first' || validity === 'repaired' || validity === 'reasked'
}
