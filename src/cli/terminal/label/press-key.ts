import { answerProblem, offeredAnswer, type LabelCommand, type LabelContext } from './label-command.ts'
import { labelChoices, searchLabels } from './label-choices.ts'

/** A key as Node's readline names it. */
export interface Key {
  /** What it types, if anything. */
  text: string
  name?: string
  ctrl?: boolean
}

/** What the keyboard is at: single keys, or a line that is being typed. */
export interface KeyState {
  mode: 'keys' | 'search' | 'note' | 'answer'
  typed: string
  /** What to say about the last key. */
  say?: string
}

export const restingKeys: KeyState = { mode: 'keys', typed: '' }

/** What follows from a key: the next state and, once a decision is complete, a command. */
export interface KeyOutcome {
  state: KeyState
  command?: LabelCommand
}

/** Works one key off. Pure: the caller carries the command out and draws the state. */
export function pressKey(state: KeyState, key: Key, context: LabelContext): KeyOutcome {
  if (key.ctrl === true && key.name === 'c') return { state: restingKeys, command: { do: 'stop' } }
  if (state.mode === 'keys') return pressSingle(key, context)
  if (key.name === 'escape') return { state: restingKeys }
  if (key.name === 'return' || key.name === 'enter') return finishLine(state, context)
  if (key.name === 'backspace') return { state: { ...state, typed: withoutLast(state.typed) } }
  const picked = state.mode === 'search' ? pickFound(state, key, context) : undefined
  if (picked !== undefined) return decide({ do: 'label', output: picked })
  return isTyped(key) ? { state: { mode: state.mode, typed: state.typed + key.text } } : { state }
}

function pressSingle(key: Key, context: LabelContext): KeyOutcome {
  const { labels, row } = context
  if (key.name === 'return' || key.name === 'enter' || key.text === '=') {
    const offered = offeredAnswer(context)
    if (offered !== undefined) return decide({ do: 'label', output: offered })
    return { state: { ...restingKeys, say: 'Nothing is suggested for this row.' } }
  }
  if (!isTyped(key)) return { state: restingKeys }
  if (key.text === 's') return decide({ do: 'skip' })
  if (key.text === 'u') return decide({ do: 'undo' })
  if (key.text === 'q') return decide({ do: 'quit' })
  if (key.text === 'n') return { state: { mode: 'note', typed: '' } }
  if (key.text === '+' || key.text === 'e') return { state: { mode: 'answer', typed: '' } }
  if (labels.length === 0) return { state: { ...restingKeys, say: 'Press e to type an answer.' } }
  if (key.text === '/') return { state: { mode: 'search', typed: '' } }
  const choices = labelChoices(labels, row.likely)
  const choice = choices.find(({ keys }) => keys.includes(key.text.toLowerCase()))
  if (choice !== undefined) return decide({ do: 'label', output: choice.label })
  if (choices.length < labels.length) return { state: { mode: 'search', typed: key.text } }
  return { state: { ...restingKeys, say: `"${key.text}" is no key here.` } }
}

function decide(command: LabelCommand): KeyOutcome {
  return { state: restingKeys, command }
}

function finishLine(state: KeyState, context: LabelContext): KeyOutcome {
  const { mode, typed } = state
  if (mode === 'search') {
    const [first] = searchLabels(context.labels, typed)
    if (first !== undefined) return decide({ do: 'label', output: first })
    return { state: { ...state, say: 'No label fits. Press + to make a new one.' } }
  }
  if (mode === 'note')
    return typed.trim() === '' ? { state: restingKeys } : decide({ do: 'note', text: typed.trim() })
  const problem = answerProblem(typed, context)
  return problem === undefined
    ? decide({ do: 'label', output: typed.trim() })
    : { state: { ...state, say: problem } }
}

/** A digit picks one of the labels found. */
function pickFound({ typed }: KeyState, { text }: Key, { labels }: LabelContext): string | undefined {
  return /^[1-9]$/u.test(text) ? searchLabels(labels, typed)[Number(text) - 1] : undefined
}

function isTyped({ text, ctrl }: Key): boolean {
  return text !== '' && ctrl !== true && !/\p{Control}/u.test(text)
}

function withoutLast(text: string): string {
  return Array.from(text).slice(0, -1).join('')
}
