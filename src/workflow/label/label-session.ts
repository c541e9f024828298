import type { LabelRecord } from '../../contracts/label-record.ts'
import { standingLabels } from '../../data/labels/standing-labels.ts'
import type { ReviewRow } from './review-rows.ts'

/** One person going through a queue. Each step is appended before the next row comes, so nothing is lost in a crash. */
export interface LabelSession {
  /** The row to decide; undefined at the end. */
  current(): ReviewRow | undefined
  /** Notes on the current row by this person. */
  notes(): readonly string[]
  /** Rows of this session that were decided, and how many it has. */
  progress(): { decided: number; total: number; labelled: number; skipped: number; before: number }
  label(output: string): void
  skip(): void
  /** Keeps a note on the current row and stays on it. */
  note(text: string): void
  /** Takes the last decision of this session back; false when there is none. */
  undo(): boolean
}

export interface SessionOptions {
  /** The queue, most worth labelling first. */
  rows: readonly ReviewRow[]
  /** What stands in the labels file. */
  records: readonly LabelRecord[]
  append: (record: LabelRecord) => void
  who: string
  from: string
  /** Most rows of this session. */
  limit?: number
  now?: () => Date
}

/**
 * Opens a session on the rows this person has not labelled yet; rows they skipped before come last. An undo is a record of
 * its own: no line of the file is ever changed.
 */
export function openLabelSession(options: SessionOptions): LabelSession {
  const { append, now = () => new Date() } = options
  const { open, before } = openRows(options)
  const decisions: ('label' | 'skip')[] = []
  const outputs = new Map<string, string>()
  const notes = new Map<string, string[]>()
  const current = () => open[decisions.length]
  const record = (row: ReviewRow, facts: Pick<LabelRecord, 'action' | 'output' | 'note'>) =>
    append(recordOf(row, { ...facts, who: options.who, from: options.from, at: now().toISOString() }))
  const count = (action: string) => decisions.filter((made) => made === action).length
  return {
    current,
    notes: () => notes.get(current()?.id ?? '') ?? [],
    progress: () => ({
      decided: decisions.length,
      total: open.length,
      labelled: count('label'),
      skipped: count('skip'),
      before,
    }),
    label(output) {
      const row = current()
      if (row === undefined) return
      record(row, { action: 'label', output })
      outputs.set(row.id, output)
      decisions.push('label')
    },
    skip() {
      const row = current()
      if (row === undefined) return
      record(row, { action: 'skip' })
      decisions.push('skip')
    },
    note(text) {
      const row = current()
      if (row === undefined) return
      record(row, { action: 'note', note: text })
      notes.set(row.id, [...(notes.get(row.id) ?? []), text])
    },
    undo() {
      const last = decisions.at(-1)
      const row = open[decisions.length - 1]
      if (last === undefined || row === undefined) return false
      const output = outputs.get(row.id)
      record(row, { action: 'undo', ...(last === 'skip' || output === undefined ? {} : { output }) })
      decisions.pop()
      return true
    },
  }
}

function openRows({ rows, records, who, limit = Number.POSITIVE_INFINITY }: SessionOptions) {
  const mine = standingLabels(records).filter((standing) => standing.who === who)
  const actions = new Map(mine.map(({ id, record }) => [id, record.action]))
  const fresh = rows.filter(({ id }) => !actions.has(id))
  const skipped = rows.filter(({ id }) => actions.get(id) === 'skip')
  const before = rows.filter(({ id }) => actions.get(id) === 'label').length
  return { open: [...fresh, ...skipped].slice(0, limit), before }
}

function recordOf(
  row: ReviewRow,
  facts: Pick<LabelRecord, 'action' | 'output' | 'note' | 'who' | 'from' | 'at'>,
): LabelRecord {
  const { output, note, who, at, action, from } = facts
  return {
    id: row.id,
    input: row.input.text,
    ...(output === undefined ? {} : { output }),
    ...(row.expected === undefined ? {} : { previous: row.expected }),
    who,
    at,
    action,
    ...(note === undefined ? {} : { note }),
    ...(from === undefined ? {} : { from }),
    ...(row.time === undefined ? {} : { time: row.time }),
    ...(row.group === undefined ? {} : { group: row.group }),
  }
}
