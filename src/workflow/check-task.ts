import { defaultPrompt } from '../methods/prompt/library/default-prompt.ts'

import { assertSchemaSupported } from '../answers/assert-schema-supported.ts'
import { safePattern } from '../answers/safe-pattern.ts'
import { TaskError } from '../errors.ts'
import { metricsOfKind, type Metric, type TaskFile } from '../contracts/task.ts'

/** A mistake in a task file: where, and one sentence or two about it. */
export interface TaskMistake {
  path: readonly PropertyKey[]
  text: string
}

/** Mistakes that only show when several keys are read together. */
export function checkTask(task: TaskFile): TaskMistake[] {
  return [
    ...checkMetric(task),
    ...checkDirection(task),
    ...checkSplit(task),
    ...checkRecorded(task),
    ...checkPrompts(task),
    ...checkTraining(task),
    ...checkSchema(task),
    ...checkRules(task),
  ]
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

function checkTraining({ tuning: { where, ray } }: TaskFile): TaskMistake[] {
  if (where !== 'ray' || ray !== undefined) return []
  const text =
    'tuning.where is ray, and tuning.ray is missing. It must hold the address and artifacts of a cluster.'
  return [{ path: ['tuning', 'where'], text }]
}

function checkSplit({ data }: TaskFile): TaskMistake[] {
  const { by } = data.split
  if (by === 'random' || data.fields[by] !== undefined) return []
  const text = `data.split.by is ${by}. It needs data.fields.${by}, the field that holds it.`
  return [{ path: ['data', 'split', 'by'], text }]
}

/** A schema with keywords that would be passed over in silence is refused. */
function checkSchema({ schema }: TaskFile): TaskMistake[] {
  if (schema === undefined) return []
  try {
    assertSchemaSupported(schema)
    return []
  } catch (error) {
    if (!(error instanceof TaskError)) throw error
    const text = error.hint === undefined ? error.message : `${error.message} ${error.hint}`
    return [{ path: pathOf(error.message), text }]
  }
}

function checkRules({ kind, rules }: TaskFile): TaskMistake[] {
  if (rules === undefined) return []
  if (kind !== 'generation')
    return [{ path: ['rules'], text: `rules are for tasks of kind generation; this one is ${kind}.` }]
  const crossed = (['Words', 'Sentences'] as const).flatMap((unit) => {
    const least = rules[`min${unit}`]
    const most = rules[`max${unit}`]
    if (least === undefined || most === undefined || least <= most) return []
    const text = `rules.min${unit} is ${least} and rules.max${unit} is ${most}: no text can keep both.`
    return [{ path: ['rules', `min${unit}`], text }]
  })
  return [...crossed, ...checkPattern(rules.pattern)]
}

function checkPattern(pattern: string | undefined): TaskMistake[] {
  try {
    if (pattern !== undefined) safePattern(pattern, 'rules.pattern')
    return []
  } catch (error) {
    if (!(error instanceof TaskError)) throw error
    return [{ path: ['rules', 'pattern'], text: error.message }]
  }
}

/** The keys before " is" in "schema.properties.when.format is …", so that the line is that of the key. */
function pathOf(message: string): string[] {
  const dotted = /^(schema[\w.$-]*) /u.exec(message)?.[1] ?? 'schema'
  return dotted.split('.')
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

/** Prompts that would never be asked, and methods that would have none. */
function checkPrompts({ prompts, methods, kind }: TaskFile): TaskMistake[] {
  const own = prompts.filter((name) => defaultPrompt(kind, name) !== undefined)
  const mistakes: TaskMistake[] = own.map((name) => ({
    path: ['prompts', prompts.indexOf(name)],
    text: `prompts lists ${name}, the prompt of the method prompt/${name}. List prompts of your own only; that one takes part by methods.`,
  }))
  const repeated = prompts.find((name, index) => prompts.indexOf(name) < index)
  if (repeated !== undefined)
    mistakes.push({
      path: ['prompts', prompts.lastIndexOf(repeated)],
      text: `prompts lists ${repeated} twice. Each name may stand once.`,
    })
  const isAsked = methods.includes('prompt') || methods.includes('prompt/custom')
  if (prompts.length > 0 && !isAsked)
    mistakes.push({
      path: ['methods'],
      text: `prompts lists ${prompts.join(', ')}, and methods leaves them out. Add prompt/custom to methods.`,
    })
  if (prompts.length === 0 && methods.includes('prompt/custom'))
    mistakes.push({
      path: ['methods'],
      text: 'methods names prompt/custom, and prompts lists none. Name files of the folder prompts/ under prompts.',
    })
  return mistakes
}
