import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes down that a job of this task was begun. */
export async function rememberJob(stateFolder: string, id: string): Promise<void> {
  await appendFile(fileOf(stateFolder), `${JSON.stringify({ id })}\n`)
}

/** Ids of the task's jobs, oldest first. A line that was cut is left out. */
export async function rememberedJobs(stateFolder: string): Promise<string[]> {
  const text = await readFile(fileOf(stateFolder), 'utf8').catch(() => '')
  const ids = text.split('\n').flatMap((line) => /^\{"id":"([a-z0-9-]+)"\}$/u.exec(line)?.[1] ?? [])
  return [...new Set(ids)]
}

function fileOf(stateFolder: string): string {
  return join(stateFolder, 'jobs.jsonl')
}
