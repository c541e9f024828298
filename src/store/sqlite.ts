import { createRequire } from 'node:module'
import { StoreError } from '../errors.ts'

/** A value SQLite binds or returns here. */
export type SqlValue = string | number | null | Uint8Array

interface Statement {
  run(...values: SqlValue[]): unknown
  get(...values: SqlValue[]): unknown
  all(...values: SqlValue[]): unknown[]
}

/** The part of SQLite crossover uses: `node:sqlite` where Node has it, else `@photostructure/sqlite` (same API). */
export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

interface SqliteModule {
  DatabaseSync: new (path: string, options?: { timeout?: number }) => Database
}

/**
 * Opens a database file with write-ahead logging. One writing connection a file: the state lock sees to that.
 *
 * @throws StoreError when this Node has no SQLite and the fallback package is absent.
 */
export function openDatabase(path: string): Database {
  const { DatabaseSync } = loadSqlite()
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on')
  return database
}

function loadSqlite(): SqliteModule {
  return builtinSqlite() ?? packagedSqlite()
}

/** Node 22 prints an experimental warning on load; the reader can do nothing about it. */
function builtinSqlite(): SqliteModule | undefined {
  const emitWarning = process.emitWarning.bind(process)
  process.emitWarning = () => undefined
  try {
    return process.getBuiltinModule('node:sqlite') as SqliteModule | undefined
  } finally {
    process.emitWarning = emitWarning
  }
}

function packagedSqlite(): SqliteModule {
  try {
    return createRequire(import.meta.url)('@photostructure/sqlite') as SqliteModule
  } catch (cause) {
    throw new StoreError(`This Node (${process.version}) has no SQLite of its own.`, {
      hint: 'Use Node 22.13 or newer, or install the optional dependency @photostructure/sqlite.',
      cause,
    })
  }
}
