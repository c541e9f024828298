import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { dataReportSchema, type DataReport } from '../contracts/report.ts'
import type { Task } from '../contracts/task.ts'
import { makeStateFolder } from '../store/state-folder.ts'

const keptSchema = z.object({ at: z.string(), data: dataReportSchema })

/** A check that was kept, and when it was made. */
export type KeptCheck = z.infer<typeof keptSchema>

/**
 * Keeps what a check said under `.crossover/reports/check.json`, whole or not at all.
 *
 * @throws StoreError when the state folder cannot be written.
 */
export async function keepCheck(
  { folder }: Pick<Task, 'folder'>,
  data: DataReport,
  now: () => Date = () => new Date(),
): Promise<void> {
  const path = join(makeStateFolder(folder), 'reports', 'check.json')
  await writeFile(`${path}.partial`, `${JSON.stringify({ at: now().toISOString(), data }, null, 2)}\n`)
  await rename(`${path}.partial`, path)
}

/** The latest check that was kept; none where there is none, or one of another version. */
export async function readKeptCheck({ folder }: Pick<Task, 'folder'>): Promise<KeptCheck | undefined> {
  const path = join(folder, '.crossover', 'reports', 'check.json')
  try {
    return keptSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data
  } catch {
    return undefined
  }
}
