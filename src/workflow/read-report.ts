import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reportSchema, type Report } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import { StoreError } from '../errors.ts'

/**
 * Reads the latest report of a task.
 *
 * @throws StoreError when there is none yet, or it was written by another version.
 */
export async function readReport(task: Pick<Task, 'folder'>): Promise<{ report: Report; htmlPath: string }> {
  const folder = join(task.folder, '.crossover', 'reports')
  const path = join(folder, 'latest.json')
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined)
    throw new StoreError(`There is no report yet in ${folder}.`, { hint: 'crossover run makes one.' })
  const parsed = reportSchema.safeParse(parseJson(text))
  if (parsed.success) return { report: parsed.data, htmlPath: join(folder, 'latest.html') }
  throw new StoreError(`${path} does not read as a report of this version.`, {
    hint: 'Run again: what was measured is kept, the report is written anew.',
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
