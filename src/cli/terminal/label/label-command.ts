import type { ReviewRow } from '../../../workflow/label/review-rows.ts'

/** What a key or a line asks for. */
export type LabelCommand =
  | { do: 'label'; output: string }
  | { do: 'skip' }
  | { do: 'undo' }
  | { do: 'note'; text: string }
  | { do: 'quit' }
  | { do: 'stop' }

/** What keys mean depends on the row and the labels. */
export interface LabelContext {
  row: ReviewRow
  /** Every label; empty where answers are free text. */
  labels: readonly string[]
  kind: 'classification' | 'extraction' | 'generation'
}

/** How a session is run. */
export interface LabelMode {
  kind: LabelContext['kind']
  /** Shows neither a suggestion nor the answer a row has: two people who saw the same suggestion agree too easily. */
  blind: boolean
}

/** The context of a row in a mode. */
export function contextOf(
  row: ReviewRow,
  { kind, blind, labels }: LabelMode & { labels: readonly string[] },
): LabelContext {
  if (!blind) return { row, labels, kind }
  const { suggestion: _, expected: __, ...bare } = row
  return { row: { ...bare, reasons: [], likely: [] }, labels, kind }
}

/** The answer that Enter gives: the suggested one, else the one the row has. */
export function offeredAnswer({ row }: LabelContext): string | undefined {
  return row.suggestion?.output ?? row.expected
}

/** Why a typed answer cannot be taken; undefined when it can. */
export function answerProblem(answer: string, { kind }: LabelContext): string | undefined {
  if (answer.trim() === '') return 'the answer is empty'
  if (kind !== 'extraction') return undefined
  try {
    JSON.parse(answer)
    return undefined
  } catch {
    return 'the answer of an extraction must be JSON'
  }
}
