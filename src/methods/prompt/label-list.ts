import type { Task } from '../../contracts/task.ts'

/** Labels as a template sees them; `definition` is empty where the task file gives none. */
export function labelList(
  labels: readonly string[],
  task: Pick<Task, 'labels'>,
): { name: string; definition: string }[] {
  return labels.map((name) => ({ name, definition: task.labels[name] ?? '' }))
}
