import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decisionRecordSchema, type DecisionRecord } from '../../contracts/decision-record.ts'
import type { Task } from '../../contracts/task.ts'
import { StoreError } from '../../errors.ts'
import { inputHash } from '../../evaluate/input-hash.ts'
import type { ReportParts } from '../run/assemble-report.ts'
import { stoppedArms } from '../run/stopped-arms.ts'

/** Name of the file beside `latest.json`. */
export const decisionFile = 'latest-decision.json'

/** What has to be kept of a run to decide again; `undefined` where no test row was read. */
export function decisionRecordOf(
  parts: Pick<ReportParts, 'tested' | 'stopped' | 'opened' | 'reference'>,
  facts: { testFingerprint: string; exploratory?: string | undefined; listedModels: string[] },
): DecisionRecord | undefined {
  const { tested, opened, reference } = parts
  const complete = tested.filter(({ sharedFailed }) => sharedFailed === 0)
  if (complete.length === 0) return undefined
  return {
    test: facts.testFingerprint,
    rows: opened.plan.rows,
    ...(reference === undefined ? {} : { reference: reference.served.name }),
    finalists: complete.map(({ served, candidate, validation, answered, latencies }) => ({
      version: served.version,
      firstVersion: candidate.version,
      ...(validation === undefined ? {} : { validation }),
      pricedOn: answered.map(({ row }) => inputHash(row)),
      latencies,
    })),
    stopped: stoppedArms(parts.stopped),
    ...(facts.exploratory === undefined ? {} : { exploratory: facts.exploratory }),
    ...(facts.listedModels.length === 0 ? {} : { listedModels: facts.listedModels }),
  }
}

/**
 * Reads what the latest verdict was decided from.
 *
 * @throws StoreError when no run has decided anything yet, or another version wrote it.
 */
export async function readDecisionRecord({ folder }: Pick<Task, 'folder'>): Promise<DecisionRecord> {
  const path = join(folder, '.crossover', 'reports', decisionFile)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined)
    throw new StoreError('There is no verdict on test rows to decide again.', {
      hint: 'crossover run measures and decides; then this says what another price or volume would change.',
    })
  const parsed = decisionRecordSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new StoreError(`${path} does not read as a decision of this version.`, {
    hint: 'Run again: what was measured is kept.',
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
