import type { Task } from '../../contracts/task.ts'
import type { DecisionRules } from '../../decide/arm.ts'

/** What the task asks of quality, at the level of an opening of the test set. */
export function rulesOf({ success, seed }: Pick<Task, 'success' | 'seed'>, alpha: number): DecisionRules {
  const { metric, atLeast, atMost, notWorseBy } = success.quality
  return { metric, target: atLeast ?? atMost ?? 0, margin: notWorseBy, alpha, seed }
}
