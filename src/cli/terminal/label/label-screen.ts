import type { ReviewReason } from '../../../assess/review/review-queue.ts'
import type { Colours } from '../../../report/terminal/colours.ts'
import { printableText } from '../../../report/terminal/printable-text.ts'
import { wrapText } from '../../../report/terminal/wrap-text.ts'
import type { LabelSession } from '../../../workflow/label/label-session.ts'
import { labelChoices, searchLabels } from './label-choices.ts'
import { offeredAnswer, type LabelContext } from './label-command.ts'
import { restingKeys, type KeyState } from './press-key.ts'

export interface ScreenOptions {
  colours: Colours
  width: number
  /** Lines of the terminal; a longer text is cut. */
  height: number
}

/** What is on screen: the row and where the session stands. */
export interface ScreenFacts {
  context: LabelContext
  session: Pick<LabelSession, 'progress' | 'notes'>
  /** Name of the candidate that suggests. */
  candidate?: string
  state?: KeyState
}

const reasonWords: Record<ReviewReason, string> = {
  conflict: 'its text has several answers',
  'suspected-error': 'its label is in doubt',
  disagreement: 'candidates disagree',
  uncertain: 'a model is unsure',
  typical: 'typical of many rows',
  'not-covered': 'unlike what is labelled',
}

/** The row, what is suggested and the keys, as lines for a terminal. Text from data can steer nothing. */
export function labelScreen(facts: ScreenFacts, options: ScreenOptions): string[] {
  const { context, session, state = restingKeys } = facts
  const { colours } = options
  const width = Math.max(40, options.width) - 2
  const { row } = context
  const { decided, total } = session.progress()
  const title = [
    `${decided + 1} of ${total}`,
    row.id,
    ...row.reasons.slice(0, 2).map((reason) => reasonWords[reason]),
  ]
  const below = [
    ...answerLines(facts, width),
    ...session.notes().flatMap((note) => wrapText(`note: ${printableText(note)}`, width, 2)),
    ...choiceLines(context, state, width),
    ...keyLines(context, state, width).map(colours.dim),
    ...(state.say === undefined ? [] : wrapText(state.say, width, 2).map(colours.yellow)),
  ]
  return [
    ...wrapText(printableText(title.join(' · ')), width).map(colours.dim),
    '',
    ...cut(textLines(row.input.text, width), Math.max(3, options.height - below.length - 6)).map(
      colours.bold,
    ),
    '',
    ...below,
  ].map((line) => (line === '' ? line : `  ${line}`))
}

function textLines(text: string, width: number): string[] {
  return text
    .split(/\r?\n/u)
    .flatMap((line) => (line.trim() === '' ? [''] : wrapText(printableText(line), width)))
}

function cut(lines: string[], most: number): string[] {
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most - 1), `… ${lines.length - most + 1} more lines`]
}

function answerLines({ context: { row }, candidate }: ScreenFacts, width: number): string[] {
  const { suggestion, expected } = row
  const sure = suggestion?.confidence === undefined ? [] : [`${Math.round(suggestion.confidence * 100)} %`]
  const who = [...sure, ...(candidate === undefined ? [] : [candidate])].join(', ')
  return [
    ...(suggestion === undefined ? [] : [`suggested  ${suggestion.output}${who === '' ? '' : ` (${who})`}`]),
    ...(expected === undefined ? [] : [`now        ${expected}`]),
  ].flatMap((line) =>
    wrapText(
      printableText(line).replace(/ {2,}/u, (gap) => '\u00A0'.repeat(gap.length)),
      width,
      11,
    ),
  )
}

function choiceLines({ labels, row }: LabelContext, state: KeyState, width: number): string[] {
  if (state.mode === 'note' || state.mode === 'answer') return []
  const choices =
    state.mode === 'search'
      ? searchLabels(labels, state.typed)
          .slice(0, 9)
          .map((label, at) => ({ label, keys: [String(at + 1)] }))
      : labelChoices(labels, row.likely)
  const words = choices.map(({ label, keys }) =>
    `${keys.join('/')} ${printableText(label)}`.replaceAll(' ', '\u00A0'),
  )
  const more = labels.length - choices.length
  const rest = state.mode === 'keys' && more > 0 ? [`and ${more} more: type to search`] : []
  return wrapText([...words, ...rest].join('\u00A0\u00A0 '), width)
}

function keyLines(context: LabelContext, state: KeyState, width: number): string[] {
  if (state.mode === 'search')
    return wrapText(`search: ${printableText(state.typed)}_   Enter takes the first, Esc leaves`, width)
  if (state.mode === 'note')
    return wrapText(`note: ${printableText(state.typed)}_   Enter keeps it, Esc leaves`, width)
  if (state.mode === 'answer')
    return wrapText(`answer: ${printableText(state.typed)}_   Enter takes it, Esc leaves`, width)
  const offered = offeredAnswer(context)
  const keys = [
    ...(offered === undefined ? [] : [`Enter ${printableText(offered).slice(0, 40)}`]),
    's skip',
    'u undo',
    'n note',
    ...(context.labels.length === 0 ? ['e type an answer'] : ['/ search', '+ new label']),
    'q quit',
  ]
  return wrapText(keys.join(' · '), width)
}
