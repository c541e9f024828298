import type { Example } from '../../contracts/example.ts'
import type { Json, JsonObject } from '../../contracts/json.ts'
import type { Task } from '../../contracts/task.ts'
import { readRows } from '../../data/import/read-rows.ts'
import { setAtPath } from './set-at-path.ts'

export interface RowsToCopy {
  /** Rows that stand in a file, in the order of the copy. */
  known: readonly Example[]
  /** Rows that stand in none. */
  fresh: readonly Example[]
  /** Which rows stay, with their answer. */
  kept: readonly { id: string; expected: string }[]
}

export interface CopiedRows {
  rows: JsonObject[]
  /** The field their ids stand in. */
  idField: string
}

/**
 * Rows as they stand in their files, every field of theirs kept, with the answers given. Each has its id written out: a copy
 * has other line numbers.
 */
export async function copyRows(task: Task, { known, fresh, kept }: RowsToCopy): Promise<CopiedRows> {
  const answers = new Map(kept.map(({ id, expected }) => [id, expected]))
  const { fields, sheet } = task.data
  const raw = await rawRows(known, sheet)
  const idField = fields.id ?? freeName(raw)
  const rows = [...known, ...fresh].flatMap((row) => {
    const expected = answers.get(row.id)
    if (expected === undefined) return []
    const original = raw.get(placeOf(row)) ?? newRow(row, task)
    const answered =
      expected === row.expected && raw.has(placeOf(row))
        ? original
        : setAtPath(original, fields.expected, jsonOf(expected, task))
    return [setAtPath(answered, idField, row.id)]
  })
  return { rows, idField }
}

async function rawRows(
  rows: readonly Example[],
  sheet: string | undefined,
): Promise<Map<string, JsonObject>> {
  const raw = new Map<string, JsonObject>()
  for (const file of new Set(rows.map(({ source }) => source.file)))
    for await (const { line, value } of readRows(file, { sheet })) raw.set(`${line} ${file}`, value)
  return raw
}

/** A column called "id" that is not the rows' id keeps what it holds. */
function freeName(raw: ReadonlyMap<string, JsonObject>): string {
  return [...raw.values()].some((row) => Object.hasOwn(row, 'id')) ? 'row_id' : 'id'
}

function placeOf({ source }: Example): string {
  return `${source.line} ${source.file}`
}

function newRow({ input, time, group }: Example, { data: { fields } }: Task): JsonObject {
  const facts: [string | undefined, string | undefined][] = [
    [fields.input, input.text],
    [fields.time, time],
    [fields.group, group],
  ]
  return facts.reduce<JsonObject>(
    (row, [path, value]) => (path === undefined || value === undefined ? row : setAtPath(row, path, value)),
    {},
  )
}

/** Answers of an extraction are JSON, and stand in the file as such. */
function jsonOf(answer: string, { kind }: Task): Json {
  if (kind !== 'extraction') return answer
  try {
    return JSON.parse(answer) as Json
  } catch {
    return answer
  }
}
