import { validateAgainstSchema } from '../answers/validate-against-schema.ts'
import type { Example } from '../contracts/example.ts'
import type { Json, JsonObject } from '../contracts/json.ts'
import { allRows } from './all-rows.ts'
import { countOf, type DataCheck, findingOfRows, listShort, percentOf } from './finding.ts'

/**
 * Answers that the task's own schema refuses: what a candidate is asked for, they are not. Which fields is said and what is
 * wrong there, never a value: some rows are of the sealed test set.
 */
export const checkAnswerSchema: DataCheck = (facts) => {
  const { kind, schema } = facts.task
  if (kind === 'classification' || schema === undefined) return []
  const rows = allRows(facts)
  const broken = rows
    .map((row) => ({ row, problems: problemsOf(row, schema) }))
    .filter(({ problems }) => problems.size > 0)
  if (broken.length === 0) return []
  const counts = new Map<string, number>()
  for (const { problems } of broken)
    for (const problem of problems) counts.set(problem, (counts.get(problem) ?? 0) + 1)
  const said = [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([problem, count]) => `${problem} (${count})`)
  const isMost = broken.length >= rows.length / 2
  return [
    findingOfRows(
      broken.map(({ row }) => row),
      {
        check: 'task-schema',
        severity: 'warning',
        message: `${countOf(broken.length, 'answer')} (${percentOf(broken.length, rows.length)}) ${broken.length === 1 ? 'does' : 'do'} not fit the schema of the task: ${listShort(said)}.`,
        next: isMost
          ? 'Correct `schema` in the task file: most answers do not follow it.'
          : 'Correct these answers, or `schema` in the task file: candidates are held to it.',
      },
    ),
  ]
}

/** What is wrong with an answer, each thing once, items of lists taken together. */
function problemsOf(row: Example, schema: JsonObject): Set<string> {
  const value = parse(row.expected)
  if (value === undefined) return new Set(['no JSON'])
  return new Set(validateAgainstSchema(value, schema).map(describe))
}

function describe({ path, message }: { path: string; message: string }): string {
  const place = path === '' ? 'the answer as a whole' : `"${path.replaceAll(/(^|\.)\d+(?=\.|$)/gu, '$1*')}"`
  if (message === 'is missing') return `${place} is missing`
  return message.startsWith('is not a field') ? `${place} is no field of it` : `${place} has another value`
}

function parse(answer: string): Json | undefined {
  try {
    // JSON.parse is the border: its result is JSON by definition.
    return JSON.parse(answer) as Json
  } catch {
    return undefined
  }
}
