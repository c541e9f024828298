import { StoreError } from '../errors.ts'
import { migrations } from './migrations.data.ts'
import type { Database } from './sqlite.ts'

/**
 * Brings a database to this program's schema, each step in its own transaction.
 *
 * @throws StoreError when the file was written by a newer crossover.
 */
export function migrate(database: Database, path: string): void {
  database.exec(
    'create table if not exists migrations (version integer primary key, applied_at text not null) strict',
  )
  const { version } = database
    .prepare('select coalesce(max(version), 0) as version from migrations')
    .get() as {
    version: number
  }
  if (version > migrations.length) throw newerSchema({ path, version })
  for (let next = version; next < migrations.length; next++) applyMigration(database, next)
}

function newerSchema({ path, version }: { path: string; version: number }): StoreError {
  return new StoreError(
    `${path} was written by a newer crossover (schema ${version}; this one knows up to ${migrations.length}).`,
    { hint: 'Update crossover, or move the .crossover folder away to start afresh.' },
  )
}

function applyMigration(database: Database, index: number): void {
  database.exec('begin immediate')
  try {
    database.exec(migrations[index] ?? '')
    database
      .prepare('insert into migrations (version, applied_at) values (?, ?)')
      .run(index + 1, new Date().toISOString())
    database.exec('commit')
  } catch (cause) {
    database.exec('rollback')
    throw cause
  }
}
