import type { Example } from '../../../contracts/example.ts'
import { normaliseText } from '../../../text/same-text.ts'

/** Shorter answers ("yes", a label) are alike by chance. */
const fewestWords = 5

/** What was answered to a row. */
export interface GivenAnswer {
  id: string
  output: string
}

/**
 * Counts answers that are wrong and, as text (design §4), the answer of a training row with another input: what a model recites
 * that learnt its rows by heart.
 *
 * @param rows the rows that were answered, with their right answers.
 */
export function memorisedAnswers(
  answers: readonly GivenAnswer[],
  { rows, train }: { rows: readonly Example[]; train: readonly Example[] },
): { rows: number; of: number } {
  const learnt = new Set(train.map(({ expected }) => normaliseText(expected)))
  const expected = new Map(rows.map((row) => [row.id, normaliseText(row.expected)]))
  const recited = answers.filter(({ id, output }) => {
    const text = normaliseText(output)
    return text.split(' ').length >= fewestWords && learnt.has(text) && text !== expected.get(id)
  })
  return { rows: recited.length, of: answers.length }
}
