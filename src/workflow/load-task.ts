import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Task, taskFileSchema } from '../contracts/task.ts'
import { TaskError } from '../errors.ts'
import { checkTask } from './check-task.ts'
import { describeTaskIssues } from './describe-task-issue.ts'
import { findDefaults } from './find-defaults.ts'
import { listMistakes } from './list-mistakes.ts'
import { parseTaskYaml } from './parse-task-yaml.ts'

const largestTaskFile = 1024 * 1024

/**
 * Reads and validates a task file.
 *
 * @param path of the file, or of a folder that holds a `task.yaml`.
 * @param change what is read, before it is validated.
 * @throws TaskError when it is missing, no YAML or breaks the schema: one line a mistake, with the dotted key, its value
 * and what is allowed.
 */
export async function loadTask(
  path: string,
  change: (file: unknown) => unknown = (same) => same,
): Promise<Task> {
  const file = await findTaskFile(resolve(path))
  const { value: written, lineOf } = parseTaskYaml(await readTaskFile(file), file)
  const value = change(written)
  const parsed = taskFileSchema.safeParse(value)
  const mistakes = parsed.success ? checkTask(parsed.data) : describeTaskIssues(parsed.error.issues, value)
  if (mistakes.length > 0 || !parsed.success) {
    throw new TaskError(
      listMistakes(
        file,
        mistakes.map((mistake) => `${mistake.text}${lineOf(mistake.path)}`),
      ),
    )
  }
  return { ...parsed.data, path: file, folder: dirname(file), defaults: findDefaults(value, parsed.data) }
}

async function findTaskFile(path: string): Promise<string> {
  const facts = await stat(path).catch(() => undefined)
  if (facts === undefined) {
    throw new TaskError(`There is no task file ${path}.`, { hint: 'crossover init <data file> writes one.' })
  }
  if (!facts.isDirectory()) return path
  for (const name of ['task.yaml', 'task.yml']) {
    const inside = join(path, name)
    if (
      await stat(inside)
        .then((found) => found.isFile())
        .catch(() => false)
    )
      return inside
  }
  throw new TaskError(`There is no task.yaml in ${path}.`, { hint: 'crossover init <data file> writes one.' })
}

async function readTaskFile(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    if (bytes.length > largestTaskFile)
      throw new TaskError(`${file} is larger than 1 MB. That is no task file.`)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TaskError) throw error
    const problem = error instanceof TypeError ? 'is not UTF-8 text' : 'cannot be read'
    throw new TaskError(`${file} ${problem}.`, { cause: error })
  }
}
