import type { Task } from '../../contracts/task.ts'

/** Labels as a template sees them; `definition` is empty where the task file gives none. */
export function labelList(
  labels: readonly string[],
  task: Pick<Task, 'labels'>,
): { name: string; definition: string }[] {
  return labels.map((name) => ({ name, definition: task.labels[name] ?? '' }))
}

/** What the prompt says is asked: the task's own words, or a plain default. */
export function describeTask(task: Pick<Task, 'description'>): string {
  return task.description ?? 'Classify the text.'
}
