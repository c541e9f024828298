import type { Example } from '../../contracts/example.ts'
import type { Task } from '../../contracts/task.ts'
import { randomSource } from '../../stats/random-source.ts'
import { stratifiedSample } from '../../stats/stratified-sample.ts'
import { stratumOf } from './stratum-of.ts'

/** A seeded sample in proportion to the labels of test, in the order of test; a smaller one lies inside a larger one. */
export function sampleOfTest(
  task: Pick<Task, 'kind' | 'seed'>,
  test: readonly Example[],
  size: number,
): Example[] {
  return stratifiedSample(test, { size, stratumOf: stratumOf(task), random: randomSource(task.seed) })
}
