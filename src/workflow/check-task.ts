import { metricsOfKind, type Metric, type TaskFile } from '../contracts/task.ts'

/** A mistake in a task file: where, and one sentence or two about it. */
export interface TaskMistake {
  path: readonly PropertyKey[]
  text: string
}

/** Mistakes that only show when several keys are read together. */
export function checkTask(task: TaskFile): TaskMistake[] {
  return [...checkMetric(task), ...checkDirection(task), ...checkSplit(task), ...checkRecorded(task)]
}

function checkMetric({ kind, success }: TaskFile): TaskMistake[] {
  const allowed: readonly Metric[] = metricsOfKind[kind]
  const { metric } = success.quality
  if (allowed.includes(metric)) return []
  const text = `success.quality.metric is ${metric}. For a task of kind ${kind} it must be ${allowed.join(' or ')}.`
  return [{ path: ['success', 'quality', 'metric'], text }]
}

function checkDirection({ success }: TaskFile): TaskMistake[] {
  const { metric, atLeast, atMost } = success.quality
  if (metric === 'editEffort' && atLeast !== undefined) {
    const text = `success.quality.atLeast is ${atLeast}. Of editEffort less is better: write atMost instead.`
    return [{ path: ['success', 'quality', 'atLeast'], text }]
  }
  if (metric !== 'editEffort' && atMost !== undefined) {
    const text = `success.quality.atMost is ${atMost}. Of ${metric} more is better: write atLeast instead.`
    return [{ path: ['success', 'quality', 'atMost'], text }]
  }
  return []
}

function checkSplit({ data }: TaskFile): TaskMistake[] {
  const { by } = data.split
  if (by === 'random' || data.fields[by] !== undefined) return []
  const text = `data.split.by is ${by}. It needs data.fields.${by}, the field that holds it.`
  return [{ path: ['data', 'split', 'by'], text }]
}

function checkRecorded({ recorded }: TaskFile): TaskMistake[] {
  const names = recorded.map(({ name }) => name)
  return recorded
    .map(({ name }, index) => ({
      path: ['recorded', index, 'name'],
      name,
      isSecond: names.indexOf(name) < index,
    }))
    .filter(({ isSecond }) => isSecond)
    .map(({ path, name }) => ({
      path,
      text: `recorded has two entries named ${name}. Each name may stand once.`,
    }))
}
