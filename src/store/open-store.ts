import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { ArtifactStore, JobRecords } from '../contracts/method.ts'
import { CrossoverError, StoreError, messageOf } from '../errors.ts'
import { createArtifactStore } from './artifact-store.ts'
import { candidateRecords, type CandidateRecords } from './candidate-records.ts'
import { chosenRecords, type ChosenRecords } from './chosen-records.ts'
import { jobRecords } from './job-records.ts'
import { latencyRecords, type LatencyRecords } from './latency-records.ts'
import { migrate } from './migrate.ts'
import { predictionRecords, type PredictionRecords } from './prediction-records.ts'
import { openDatabase, type Database } from './sqlite.ts'
import { makeStateFolder } from './state-folder.ts'
import { lockState } from './state-lock.ts'

/** Everything a task remembers: plain files and one SQLite database under `.crossover/`. */
export interface Store {
  readonly folder: string
  readonly artifacts: ArtifactStore
  readonly candidates: CandidateRecords
  readonly predictions: PredictionRecords
  readonly latencies: LatencyRecords
  readonly chosen: ChosenRecords
  readonly jobs: JobRecords
  close(): void
}

/**
 * Opens the state beside a task file as its one writer.
 *
 * @throws StoreError when another process has it, it cannot be written, or a newer crossover wrote it.
 */
export function openStore(taskFolder: string, machine = ''): Store {
  const folder = makeStateFolder(taskFolder)
  const unlock = lockState(folder)
  try {
    const database = openMigrated(join(folder, 'crossover.db'))
    const runId = recordRun(database, machine)
    return {
      folder,
      artifacts: createArtifactStore(join(folder, 'artifacts')),
      candidates: candidateRecords(database),
      predictions: predictionRecords(database, runId),
      latencies: latencyRecords(database),
      chosen: chosenRecords(database),
      jobs: jobRecords(database),
      close() {
        database.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

function openMigrated(path: string): Database {
  try {
    const database = openDatabase(path)
    migrate(database, path)
    return database
  } catch (cause) {
    if (cause instanceof CrossoverError) throw cause
    throw new StoreError(`Cannot open ${path}: ${messageOf(cause)}.`, {
      hint: 'If the file is damaged, move the .crossover folder away; fitted candidates and answers are made anew.',
      cause,
    })
  }
}

function recordRun(database: Database, machine: string): string {
  const id = randomUUID()
  database
    .prepare('insert into runs (id, started_at, machine) values (?, ?, ?)')
    .run(id, new Date().toISOString(), machine)
  return id
}
