import * as z from 'zod'
import type { Database } from './sqlite.ts'

const chosenSchema = z.object({
  choice: z.string(),
  /** Version of the candidate the verdict chose, or led with. */
  version: z.string().optional(),
  leading: z.boolean(),
})

/** What the latest verdict chose: `predict` opens it. */
export type Chosen = z.infer<typeof chosenSchema>

export interface ChosenRecords {
  latest(): Chosen | undefined
  save(chosen: Chosen): void
}

export function chosenRecords(database: Database): ChosenRecords {
  const latest = database.prepare('select json from choices order by id desc limit 1')
  const save = database.prepare('insert into choices (at, version, json) values (?, ?, ?)')
  return {
    latest() {
      const row = latest.get() as { json: string } | undefined
      return row === undefined ? undefined : chosenSchema.parse(JSON.parse(row.json))
    },
    save: (chosen) => void save.run(new Date().toISOString(), chosen.version ?? null, JSON.stringify(chosen)),
  }
}
