import type { Example } from '../../../contracts/example.ts'
import { fitTemperature } from '../../../stats/fit-temperature.ts'
import { targetsOf } from '../../targets-of.ts'
import { labelProbabilities } from './label-probabilities.ts'

/** Fewer rows say too little of how sure a model should be. */
const enoughRows = 30

/** The temperature of a classifier on rows it has not learnt from (decision.md §7); 1 where there are too few. */
export function encoderTemperature(
  rows: readonly Example[],
  logits: readonly Float32Array[],
  labels: readonly string[],
): number {
  if (rows.length < enoughRows) return 1
  const probabilities = new Float32Array(rows.length * labels.length)
  for (const [row, scores] of logits.entries())
    probabilities.set(labelProbabilities(scores, 1), row * labels.length)
  return fitTemperature({ probabilities, classes: labels.length, targets: targetsOf(rows, labels) })
}
