import type { Task } from '../../contracts/task.ts'
import { recordSeen } from '../../data/seal/record-opening.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import { openStore } from '../../store/open-store.ts'
import { describeMachine } from '../run/describe-machine.ts'
import { readSharedRows, storedFinalist } from './redecide-task.ts'

/** A test row with what each finalist answered. */
export interface ShownRow {
  id: string
  input: string
  expected: string
  /** `score` is that of the task's metric on this row alone. */
  answers: { candidate: string; output: string; score: number }[]
}

/**
 * The shared test rows of the latest verdict with the finalists' answers, the worst answered first. That they were seen is
 * written down first: candidates that meet these rows later are exploratory on them (decision.md §3).
 *
 * @throws StoreError as `redecideTask`; DataError when it cannot be written down.
 */
export async function showTestRows(task: Task, at: Date = new Date()): Promise<ShownRow[]> {
  const { record, shared } = await readSharedRows(task)
  const finalists = record.finalists.map(({ version }) => version)
  await recordSeen({ folder: task.folder, testFingerprint: record.test, finalists, at })
  const store = openStore(task.folder, describeMachine())
  try {
    const stored = record.finalists.map((one) => storedFinalist(task, store, { one, shared }))
    const { rowScore, higherIsBetter } = scorerOf(task.success.quality.metric)
    const rows = shared.map(({ row: { id, input, expected } }, index) => ({
      id,
      input: input.text,
      expected,
      answers: stored.flatMap(({ arm }) => {
        const row = arm.rows[index]
        return row === undefined ? [] : [{ candidate: arm.name, output: row.output, score: rowScore(row) }]
      }),
    }))
    const worstFirst = higherIsBetter ? 1 : -1
    return rows.toSorted((a, b) => worstFirst * (totalOf(a) - totalOf(b)))
  } finally {
    store.close()
  }
}

function totalOf({ answers }: ShownRow): number {
  return answers.reduce((sum, { score }) => sum + score, 0)
}
