import { candidateSchema, type Candidate } from '../contracts/candidate.ts'
import type { Database } from './sqlite.ts'

/** Fitted candidates, by recipe (to resume) and by version (to open parts and releases). */
export interface CandidateRecords {
  byRecipe(recipe: string): Candidate | undefined
  byVersion(version: string): Candidate | undefined
  /** Every stored candidate, the latest fit last. */
  all(): Candidate[]
  save(candidate: Candidate): void
  remove(recipe: string): void
}

export function candidateRecords(database: Database): CandidateRecords {
  const byRecipe = database.prepare('select json from candidates where recipe = ?')
  const byVersion = database.prepare('select json from candidates where version = ? limit 1')
  const all = database.prepare('select json from candidates order by rowid')
  const save = database.prepare('insert or replace into candidates (recipe, version, json) values (?, ?, ?)')
  const remove = database.prepare('delete from candidates where recipe = ?')
  return {
    byRecipe: (recipe) => parseRow(byRecipe.get(recipe)),
    byVersion: (version) => parseRow(byVersion.get(version)),
    all: () => all.all().flatMap((row) => parseRow(row) ?? []),
    save: (candidate) => void save.run(candidate.recipe, candidate.version, JSON.stringify(candidate)),
    remove: (recipe) => void remove.run(recipe),
  }
}

function parseRow(row: unknown): Candidate | undefined {
  return row === undefined ? undefined : candidateSchema.parse(JSON.parse((row as { json: string }).json))
}
