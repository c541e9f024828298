import type { Candidate } from '../contracts/candidate.ts'
import type { Example } from '../contracts/example.ts'
import type { Predictor } from '../contracts/prediction.ts'
import type { Progress } from '../contracts/progress.ts'
import { StoppedError } from '../errors.ts'
import { randomSource } from '../stats/random-source.ts'
import { shuffle } from '../stats/shuffle.ts'
import type { LatencyRecords, LatencySample } from '../store/latency-records.ts'
import { fingerprint } from '../data/fingerprint.ts'
import { inputHash } from './input-hash.ts'

/** Requests that warm the model up before the clock counts. */
const warmUpRequests = 3

/**
 * The latency pass: one request at a time, warm, over shared rows in random order (design §3). A pass is measured once
 * and kept; its answers are thrown away.
 *
 * @returns one sample a row, in milliseconds.
 */
export async function measureLatency(options: {
  candidate: Pick<Candidate, 'version' | 'name'>
  open: () => Promise<Predictor>
  rows: readonly Example[]
  records: LatencyRecords
  seed: number
  signal: AbortSignal
  progress: Progress
}): Promise<LatencySample[]> {
  const { candidate, rows, records } = options
  const rowsFingerprint = fingerprint(rows)
  const known = records.get(candidate.version, rowsFingerprint)
  if (known.length > 0 || rows.length === 0) return known
  const samples = await timeRows(options)
  records.save(candidate.version, rowsFingerprint, samples)
  return samples
}

async function timeRows(options: Parameters<typeof measureLatency>[0]): Promise<LatencySample[]> {
  const { candidate, rows, seed, signal, progress } = options
  const ordered = shuffle(rows, randomSource(seed))
  const predictor = await options.open()
  const samples: LatencySample[] = []
  try {
    for (const row of ordered.slice(-warmUpRequests)) await predictor.predict({ input: row.input, signal })
    for (const row of ordered) {
      if (signal.aborted) throw new StoppedError('Stopped.', { hint: 'Run again to go on.' })
      const { latencyMs, computeMs } = await predictor.predict({ input: row.input, signal })
      samples.push({
        inputHash: inputHash(row),
        latencyMs: latencyMs ?? 0,
        ...(computeMs === undefined ? {} : { computeMs }),
      })
      progress({
        label: `${candidate.name}: latency`,
        done: samples.length,
        total: rows.length,
        unit: 'rows',
      })
    }
    return samples
  } finally {
    await predictor.close()
  }
}
