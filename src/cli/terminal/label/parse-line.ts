import { DataError } from '../../../errors.ts'
import { answerProblem, offeredAnswer, type LabelCommand, type LabelContext } from './label-command.ts'
import { labelChoices, searchLabels } from './label-choices.ts'

/**
 * What one line asks for, where keys come from a pipe: a key of a label, a label, `/part of one`, `+ a new label or a free answer`,
 * `=` for the suggestion, `s`, `u`, `n a note`, `q`. A blank line asks for nothing.
 *
 * @throws DataError for anything else: a line that is passed over would shift all that follow to other rows.
 */
export function parseLine(line: string, context: LabelContext): LabelCommand | undefined {
  const text = line.trim()
  if (text === '') return undefined
  if (text === 's') return { do: 'skip' }
  if (text === 'u') return { do: 'undo' }
  if (text === 'q') return { do: 'quit' }
  if (/^n\s/u.test(text)) return { do: 'note', text: text.slice(1).trim() }
  return { do: 'label', output: answerOf(text, context) }
}

function answerOf(text: string, context: LabelContext): string {
  const { labels, row } = context
  if (text === '=') return offeredAnswer(context) ?? refuse(text, context, 'nothing is suggested')
  if (text.startsWith('+')) {
    const answer = text.slice(1).trim()
    const problem = answerProblem(answer, context)
    return problem === undefined ? answer : refuse(text, context, problem)
  }
  const choice = labelChoices(labels, row.likely).find(({ keys }) => keys.includes(text))
  if (choice !== undefined) return choice.label
  if (labels.includes(text)) return text
  if (!text.startsWith('/')) return refuse(text, context, 'that is no key and no label')
  const found = searchLabels(labels, text.slice(1))
  const [first, second] = found
  if (first !== undefined && (second === undefined || isExact(first, text.slice(1)))) return first
  const which = found.slice(0, 5).join(', ')
  return refuse(text, context, found.length === 0 ? 'no label fits' : `${found.length} labels fit: ${which}`)
}

function isExact(label: string, typed: string): boolean {
  return label.toLowerCase() === typed.trim().toLowerCase()
}

function refuse(text: string, { row, labels }: LabelContext, why: string): never {
  throw new DataError(`"${text}" for the row ${row.id}: ${why}.`, {
    hint: `Allowed: ${labels.length === 0 ? '' : 'a label or its key, /part of a label, '}+ an answer, = for the suggestion, s, u, n note, q. What was decided before is kept.`,
  })
}
