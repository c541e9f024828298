import type { RawRow } from '../../contracts/example.ts'
import type { TaskFile } from '../../contracts/task.ts'
import { DataError } from '../../errors.ts'
import { type Column, describeColumns } from './describe-columns.ts'
import type { Fields } from './example-from-row.ts'
import { guessKind } from './guess-kind.ts'
import { shorten } from './shorten.ts'

/** What `init` writes into a new task file, and why, one sentence a guess. */
export interface FieldGuess {
  fields: Fields
  kind: TaskFile['kind']
  why: string[]
}

const columnsNamed = 30
const names = {
  input:
    /^(input|text|question|query|message|body|prompt|content|utterance|sentence|ticket|document|passage|request|e?mail|comment|review|description|title|subject)s?$/iu,
  expected: [
    /^(output|expected|label|target|answer|completion|gold)s?$/iu,
    /^(class|category|intent|team|queue|department|topic|sentiment|section|tag|route)s?$/iu,
    /^(response|reply|summary|reference|result)s?$/iu,
  ],
  id: /(^|_|-|\.)(id|uuid|key|number|nr)$/iu,
  time: /(time|date|created|updated|posted|received|_at$|At$)/u,
}

/** What the reader has said already; null: there is none. */
export interface KnownFields extends Pick<Partial<Fields>, 'input' | 'expected'> {
  id?: string | null
  time?: string | null
  group?: string | null
  kind?: TaskFile['kind'] | undefined
}

/**
 * Which columns hold the input, the answer, the id and the time, from names and content: the answer is the column named
 * like one, else the one with few values that come back; the input is the longest text left.
 *
 * @param known columns the reader has named already, and the kind.
 * @throws DataError when no column can be the input or the answer; the message lists the columns.
 */
export function guessFields(rows: readonly RawRow[], known: KnownFields = {}): FieldGuess {
  const columns = describeColumns(rows)
  assertKnown(columns, known, rows)
  const expected = findExpected(columns, known)
  const input = findInput(columns, known, expected.column.path)
  const used = new Set([expected.column.path, input.column.path])
  const isFree = ({ path }: Column): boolean => !used.has(path) && path !== known.group
  const id = orGuess(known.id, () => columns.find((column) => isFree(column) && isIdColumn(column)))
  const time = orGuess(known.time, () =>
    columns.find((column) => isFree(column) && column.path !== id && isTimeColumn(column)),
  )
  const group = known.group ?? undefined
  const guessed = guessKind(expected.column.values)
  const kind =
    known.kind === undefined || known.kind === guessed.kind
      ? guessed
      : { kind: known.kind, why: 'you named it' }
  return {
    fields: {
      input: input.column.path,
      expected: expected.column.path,
      ...(id === undefined ? {} : { id }),
      ...(time === undefined ? {} : { time }),
      ...(group === undefined ? {} : { group }),
    },
    kind: kind.kind,
    why: [
      `input is "${input.column.path}": ${input.why}`,
      `expected is "${expected.column.path}": ${expected.why}`,
      ...because('id', id, known.id, 'every row has its own'),
      ...because('time', time, known.time, 'every row has a date there'),
      ...because('group', group, group, ''),
      `kind is ${kind.kind}: ${kind.why}`,
    ],
  }
}

function orGuess(named: string | null | undefined, guess: () => Column | undefined): string | undefined {
  return named === undefined ? guess()?.path : (named ?? undefined)
}

function because(
  what: string,
  path: string | undefined,
  ...[known, why]: [named: string | null | undefined, why: string]
): string[] {
  return path === undefined ? [] : [`${what} is "${path}": ${known === undefined ? why : 'you named it'}`]
}

interface Choice {
  column: Column
  why: string
}

function assertKnown(columns: readonly Column[], known: KnownFields, rows: readonly RawRow[]): void {
  for (const path of [known.input, known.expected, known.id, known.time, known.group]) {
    if (path === undefined || path === null || columns.some((column) => column.path === path)) continue
    const isThere = rows.some(({ value }) => Object.hasOwn(value, path))
    const problem = isThere ? `"${path}" is empty in every row.` : `There is no column "${path}".`
    throw new DataError(`${problem} The columns are ${listOf(columns)}.`)
  }
}

function findExpected(columns: readonly Column[], known: { input?: string; expected?: string }): Choice {
  const candidates = columns.filter((column) => isFilled(column) && column.path !== known.input)
  const chosen = columns.find((column) => column.path === known.expected && column.filledShare > 0)
  if (chosen !== undefined) return { column: chosen, why: 'you named it' }
  for (const pattern of names.expected) {
    const named = candidates.find((column) => pattern.test(column.name))
    if (named !== undefined) return { column: named, why: `its name; ${named.distinct} different values` }
  }
  const labels = candidates
    .filter((column) => column.distinct >= 2 && column.repeatedShare >= 0.8 && column.meanWords <= 6)
    .filter((column) => column.timeShare < 1 && !names.input.test(column.name))
    .toSorted((a, b) => Number(b.isText) - Number(a.isText) || b.distinct - a.distinct)
  const [label] = labels
  if (label !== undefined)
    return { column: label, why: `${label.distinct} values that come back in many rows` }
  throw cannotGuess('the expected answer', columns, known.expected)
}

function findInput(columns: readonly Column[], known: { input?: string }, expected: string): Choice {
  const candidates = columns.filter((column) => column.path !== expected && isFilled(column))
  const chosen = columns.find((column) => column.path === known.input && column.filledShare > 0)
  if (chosen !== undefined) return { column: chosen, why: 'you named it' }
  const longest = candidates
    .filter((column) => column.timeShare < 1 && !isIdColumn(column))
    .filter((column) => !column.isStructured || isInputName(column))
    .toSorted((a, b) => Number(isInputName(b)) - Number(isInputName(a)) || b.meanLength - a.meanLength)
  const [column] = longest
  if (column === undefined) throw cannotGuess('the input', columns, known.input)
  const length = `${Math.round(column.meanLength)} characters on average`
  return { column, why: isInputName(column) ? `its name; ${length}` : `the longest text, ${length}` }
}

/** A few empty cells are mistakes in rows, which reading them names; a column that is often empty is another thing. */
function isFilled({ filledShare }: Column): boolean {
  return filledShare >= 0.9
}

function isInputName(column: Column): boolean {
  return names.input.test(column.name)
}

function isIdColumn(column: Column): boolean {
  return names.id.test(column.path) && column.isUnique && column.meanWords <= 1.5
}

function isTimeColumn(column: Column): boolean {
  return column.timeShare === 1 && (column.isText || names.time.test(column.name))
}

function cannotGuess(what: string, columns: readonly Column[], named: string | undefined): DataError {
  const problem =
    named === undefined
      ? `Which column holds ${what} cannot be guessed.`
      : `"${named}" cannot be ${what}: it is empty in every row.`
  return new DataError(`${problem} The columns are ${listOf(columns)}.`, {
    hint: 'Name it: --input and --expected (in a task file: data.fields).',
  })
}

function listOf(columns: readonly Column[]): string {
  const names = columns.slice(0, columnsNamed).map(({ path }) => shorten(path))
  const more = columns.length > columnsNamed ? `, and ${columns.length - columnsNamed} more` : ''
  return names.length === 0 ? 'none' : `${names.join(', ')}${more}`
}
