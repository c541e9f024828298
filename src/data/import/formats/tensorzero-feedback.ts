import type { Json } from '../../../contracts/json.ts'
import { textAt } from './log-facts.ts'

/** Everything that was said about one inference or episode. */
export interface Feedback {
  demonstration?: Json
  /** When the demonstration was given: ids are UUIDv7, so their order is the order of time. */
  demonstrationId?: string
  metrics?: { [name: string]: Json }
  comments?: string[]
}

type Row = { [key: string]: Json }

/** Whether a row is one of TensorZero's feedback tables. */
export function isFeedback(row: Row): boolean {
  if (!('value' in row)) return false
  if ('inference_id' in row && !('input' in row)) return true
  return typeof row['target_id'] === 'string' && ('metric_name' in row || 'target_type' in row)
}

/** Adds a row of feedback to what it is about; of several demonstrations the latest stays. */
export function addFeedback(row: Row, feedback: Map<string, Feedback>): void {
  const target = textAt(row, 'inference_id', 'target_id')
  const { value } = row
  if (target === undefined || value === undefined || value === null) return
  const known = feedback.get(target) ?? {}
  const name = textAt(row, 'metric_name')
  feedback.set(target, known)
  if (name === 'comment' || (name === undefined && 'target_id' in row)) {
    known.comments = [
      ...(known.comments ?? []),
      String(typeof value === 'object' ? JSON.stringify(value) : value),
    ]
  } else if (name !== undefined) {
    known.metrics = { ...known.metrics, [name]: asVerdict(value) }
  } else {
    const id = textAt(row, 'id') ?? ''
    if (known.demonstrationId !== undefined && known.demonstrationId > id) return
    known.demonstration = value
    known.demonstrationId = id
  }
}

/** Booleans come as text from CSV. */
function asVerdict(value: Json): Json {
  if (value === 'true') return true
  return value === 'false' ? false : value
}
