import * as z from 'zod'
import type { JobRecords } from '../contracts/method.ts'
import type { Database } from './sqlite.ts'

const jobSchema = z.object({
  provider: z.string(),
  trainingFile: z.string(),
  validationFile: z.string().optional(),
  jobId: z.string().optional(),
})

/** Jobs at vendors by recipe: the next run asks after the same job instead of paying for another. */
export function jobRecords(database: Database): JobRecords {
  const get = database.prepare('select json from jobs where recipe = ?')
  const save = database.prepare('insert or replace into jobs (recipe, at, json) values (?, ?, ?)')
  const remove = database.prepare('delete from jobs where recipe = ?')
  return {
    get(recipe) {
      const row = get.get(recipe) as { json: string } | undefined
      if (row === undefined) return undefined
      const { validationFile, jobId, ...job } = jobSchema.parse(JSON.parse(row.json))
      return {
        ...job,
        ...(validationFile === undefined ? {} : { validationFile }),
        ...(jobId === undefined ? {} : { jobId }),
      }
    },
    save: (recipe, job) => void save.run(recipe, new Date().toISOString(), JSON.stringify(job)),
    remove: (recipe) => void remove.run(recipe),
  }
}
