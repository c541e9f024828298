import type { Database } from './sqlite.ts'

/** One timed request of the latency pass, in the order it was asked. */
export interface LatencySample {
  inputHash: string
  latencyMs: number
  computeMs?: number | undefined
}

/** Latency passes, kept whole: a pass is one candidate over one set of rows, warm, one request at a time. */
export interface LatencyRecords {
  get(version: string, rowsFingerprint: string): LatencySample[]
  save(version: string, rowsFingerprint: string, samples: readonly LatencySample[]): void
}

export function latencyRecords(database: Database): LatencyRecords {
  const get = database.prepare(
    'select input_hash, latency_ms, compute_ms from latencies where version = ? and rows_fingerprint = ? order by position',
  )
  const save = database.prepare(
    `insert or replace into latencies (version, rows_fingerprint, input_hash, position, latency_ms, compute_ms)
     values (?, ?, ?, ?, ?, ?)`,
  )
  return {
    get: (version, fingerprint) => get.all(version, fingerprint).map(readSample),
    save(version, fingerprint, samples) {
      database.exec('begin immediate')
      for (const [position, { inputHash, latencyMs, computeMs }] of samples.entries())
        save.run(version, fingerprint, inputHash, position, latencyMs, computeMs ?? null)
      database.exec('commit')
    },
  }
}

function readSample(row: unknown): LatencySample {
  const { input_hash, latency_ms, compute_ms } = row as {
    input_hash: string
    latency_ms: number
    compute_ms: number | null
  }
  return {
    inputHash: input_hash,
    latencyMs: latency_ms,
    ...(compute_ms === null ? {} : { computeMs: compute_ms }),
  }
}
