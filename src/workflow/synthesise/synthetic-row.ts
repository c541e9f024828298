import type { JsonObject } from '../../contracts/json.ts'
import { jsonSchema } from '../../contracts/json.ts'
import type { Task } from '../../contracts/task.ts'
import { syntheticFields } from '../../data/synthetic/synthetic-fields.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { sha256 } from '../../text/sha256.ts'
import { setAtPath } from '../label/set-at-path.ts'
import { promptVersion } from './word-question.ts'
import type { Written } from './written-example.ts'

/** A row as it is written to a file: the task's own fields, and in `meta` who made it, from what, and when. */
export function syntheticRow(
  { question, input, expected }: Written,
  { task, model, at }: { task: Pick<Task, 'kind' | 'data'>; model: string; at: Date },
): JsonObject {
  const fields = syntheticFields(task)
  const { source, way } = question
  const id = `synthetic-${sha256(canonicalJson({ input: input.text, expected, from: source.id })).slice(0, 16)}`
  const meta = {
    synthetic: true,
    source: source.id,
    how: way,
    model,
    prompt: promptVersion,
    time: at.toISOString(),
  }
  const answer = task.kind === 'extraction' ? jsonSchema.parse(JSON.parse(expected)) : expected
  const values = [
    { path: fields.id, value: id },
    { path: fields.input, value: input.fields ?? input.text },
    { path: fields.expected, value: answer },
    { path: fields.time, value: source.time },
    { path: fields.group, value: source.group },
  ]
  return values.reduce<JsonObject>(
    (row, { path, value }) => (path === undefined || value === undefined ? row : setAtPath(row, path, value)),
    { meta },
  )
}
