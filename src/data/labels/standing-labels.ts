import type { LabelRecord } from '../../contracts/label-record.ts'

/** What one person's records of one row come to. */
export interface StandingLabel {
  id: string
  who: string
  /** The record that stands: the latest label or skip that was not taken back. */
  record: LabelRecord & { action: 'label' | 'skip' }
  /** Notes on the row by this person, in order. */
  notes: string[]
}

/** The standing decision of each person on each row, in the order the rows first came. Undone and noted-only rows have none. */
export function standingLabels(records: readonly LabelRecord[]): StandingLabel[] {
  const stacks = new Map<string, { decisions: StandingLabel['record'][]; notes: string[] }>()
  for (const record of records) {
    const key = JSON.stringify([record.who, record.id])
    const stack = stacks.get(key) ?? { decisions: [], notes: [] }
    stacks.set(key, stack)
    const { action } = record
    if (action === 'undo') stack.decisions.pop()
    else if (action === 'note') stack.notes.push(record.note ?? '')
    else stack.decisions.push({ ...record, action })
  }
  return [...stacks.values()].flatMap(({ decisions, notes }) => {
    const record = decisions.at(-1)
    return record === undefined ? [] : [{ id: record.id, who: record.who, record, notes }]
  })
}
