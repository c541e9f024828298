import type { Task } from '../contracts/task.ts'

/**
 * The task with a model before all others: the first is the one that a single candidate asks. The others stay, since the names of
 * candidates tell models apart where there are several: a run that lists this one finds the same candidate under the same name.
 */
export function askFirst(task: Task, model: string): Task {
  const others = task.models.language.filter((name) => name !== model)
  return { ...task, models: { ...task.models, language: [model, ...others] } }
}
