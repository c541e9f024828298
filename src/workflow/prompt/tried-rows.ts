import type { Example } from '../../contracts/example.ts'
import type { Prediction } from '../../contracts/prediction.ts'
import type { Task } from '../../contracts/task.ts'
import type { Answers, AnsweredRow } from '../../evaluate/answer-rows.ts'
import { scoredRowOf } from '../../evaluate/scored-row-of.ts'
import { measureRows, scorerOf } from '../../scorers/scorer-of.ts'

/** What a prompt answered to one row. */
export interface TriedAnswer extends Pick<Prediction, 'output' | 'validity' | 'problem' | 'latencyMs'> {
  /** Of this row alone, by the task's metric. */
  score: number
  inputTokens?: number
  outputTokens?: number
}

/** A row, and the answer of each prompt in the order they were named; nothing where the model failed. */
export interface TriedRow {
  id: string
  input: string
  expected: string
  answers: (TriedAnswer | undefined)[]
}

/** Rows with the answers of several prompts, in the order of both. */
export function triedRows(task: Task, rows: readonly Example[], tried: readonly Answers[]): TriedRow[] {
  const byId = tried.map(({ answered }) => new Map(answered.map((entry) => [entry.row.id, entry])))
  return rows.map(({ id, input, expected }) => ({
    id,
    input: input.text,
    expected,
    answers: byId.map((answers) => {
      const entry = answers.get(id)
      return entry === undefined ? undefined : triedAnswer(task, entry)
    }),
  }))
}

function triedAnswer(task: Task, entry: AnsweredRow): TriedAnswer {
  const { metric } = task.success.quality
  const { output, validity, problem, latencyMs, usage } = entry.prediction
  const [measured] = measureRows(metric, [scoredRowOf(entry)])
  return {
    output,
    validity,
    score: measured === undefined ? 0 : scorerOf(metric).rowScore(measured),
    ...(problem === undefined ? {} : { problem }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(usage === undefined ? {} : { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens }),
  }
}
