import type { TrainingSplit } from '../contracts/method.ts'
import type { Task } from '../contracts/task.ts'

/** Every label an answer may be: those of the train rows and those the task file defines, sorted. */
export function labelsOf(task: Pick<Task, 'labels'>, split: Pick<TrainingSplit, 'train'>): string[] {
  return [...new Set([...split.train.map((row) => row.expected), ...Object.keys(task.labels)])].toSorted()
}
