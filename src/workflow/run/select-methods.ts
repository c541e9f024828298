import type { Method } from '../../contracts/method.ts'
import type { NotMeasured } from '../../contracts/report.ts'
import type { Task } from '../../contracts/task.ts'
import { TaskError } from '../../errors.ts'
import { isFloor, methods } from '../../methods/registry.ts'
import { nearestKey } from '../nearest-key.ts'

const families = ['baseline', 'prompt', 'tune', 'hybrid'] as const

/** Methods to fit, and those asked for that cannot be. */
export interface SelectedMethods {
  selected: Method[]
  notMeasured: NotMeasured[]
}

/**
 * The methods a task file names, by family or by kind. The majority floor and recorded predictions always take part.
 *
 * @throws TaskError for a name that is neither.
 */
export function selectMethods(task: Task, options: { llm: boolean }): SelectedMethods {
  const asked = task.methods.flatMap((name) => matching(name, task))
  const always = methods.filter(({ kind }) => isFloor(kind) || kind === 'recorded')
  const able = methods.filter((method) => method.kinds.includes(task.kind))
  const wanted = able.filter((method) => asked.includes(method) || always.includes(method))
  const skipped = options.llm ? [] : wanted.filter(isSlow)
  return {
    selected: wanted.filter((method) => !skipped.includes(method)),
    notMeasured: [
      ...skipped
        .filter((method) => method.specs(task).length > 0)
        .map(({ kind }) => ({
          name: kind,
          reason: 'left out by --no-llm',
          command: 'crossover run',
        })),
      ...unfitKinds(task),
      ...unbuiltFamilies(task),
    ],
  }
}

/**
 * Refuses names under `methods:` that are neither a family nor a method.
 *
 * @throws TaskError with the nearest one.
 */
export function assertKnownMethods(task: Pick<Task, 'methods' | 'path'>): void {
  for (const name of task.methods) matching(name, task)
}

/** Language models, and whatever is trained in Python: `--no-llm` promises figures in seconds. */
function isSlow({ family, kind, needs = [] }: Method): boolean {
  return (family === 'prompt' && kind !== 'recorded') || needs.length > 0
}

function matching(name: string, { path }: Pick<Task, 'path'>): Method[] {
  const found = methods.filter((method) => method.kind === name || method.family === name)
  if (found.length > 0 || families.some((family) => family === name)) return found
  const known = [...families, ...methods.map(({ kind }) => kind)]
  const nearest = nearestKey(name, known)
  throw new TaskError(`${path}: methods has "${name}", which is no method of this version.`, {
    hint: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Allowed: ${known.join(', ')}.`,
  })
}

/** Methods asked for by their own name that are for other kinds of task. */
function unfitKinds(task: Task): NotMeasured[] {
  return methods
    .filter((method) => task.methods.includes(method.kind) && !method.kinds.includes(task.kind))
    .map(({ kind, kinds }) => ({
      name: kind,
      reason: `it is for ${kinds.join(' and ')}, and the task is ${task.kind}`,
      command: 'leave it out of methods: in the task file',
    }))
}

/** Families that somebody asked for by name and of which this version has no method. */
function unbuiltFamilies(task: Task): NotMeasured[] {
  if (task.defaults.includes('methods')) return []
  return families
    .filter(
      (family) =>
        task.methods.includes(family) &&
        !methods.some((method) => method.family === family && method.kinds.includes(task.kind)),
    )
    .map((family) => ({
      name: family,
      reason: methods.some((method) => method.family === family)
        ? `not in this version yet for ${task.kind}`
        : 'not in this version yet',
      command: 'leave it out of methods: in the task file',
    }))
}
