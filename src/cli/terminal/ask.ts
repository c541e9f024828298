import { confirm, isCancel, select, text } from '@clack/prompts'
import { StoppedError } from '../../errors.ts'

/** Where questions are drawn: stdout may be going into a file. */
const output = process.stderr

/** One of several answers. */
export interface Choice<Value extends string> {
  value: Value
  label?: string
  hint?: string
}

/** A value that was typed, or what is wrong with it. */
export type Parsed<Value> = { value: Value } | { problem: string }

/** A yes or no; Enter is yes. @throws StoppedError when the reader cancels. */
export async function askYes(message: string): Promise<boolean> {
  return answered(await confirm({ message, output }))
}

/** One of several; Enter takes the first or the one that is marked. @throws StoppedError when the reader cancels. */
export async function askOne<Value extends string>(
  message: string,
  choices: readonly Choice<Value>[],
  marked?: Value,
): Promise<Value> {
  const options = choices.map(({ value, label = value, hint }) => ({
    value: value as string,
    label,
    ...(hint === undefined ? {} : { hint }),
  }))
  const given = { message, options, maxItems: 12, showInstructions: false, output }
  const chosen = answered(await select(marked === undefined ? given : { ...given, initialValue: marked }))
  // What is chosen is the value of one of the choices.
  return chosen as Value
}

/** A typed value; Enter takes the suggestion. @throws StoppedError when the reader cancels. */
export async function askValue<Value>(
  message: string,
  suggestion: string,
  parse: (typed: string) => Parsed<Value>,
): Promise<Value> {
  const typed = answered(
    await text({
      message,
      placeholder: suggestion,
      defaultValue: suggestion,
      validate: (value) => {
        const parsed = parse(isBlank(value) ? suggestion : value)
        return 'problem' in parsed ? parsed.problem : undefined
      },
      output,
    }),
  )
  const parsed = parse(isBlank(typed) ? suggestion : typed)
  if ('problem' in parsed) throw new TypeError(parsed.problem)
  return parsed.value
}

function isBlank(value: string | undefined): value is undefined {
  return value === undefined || value.trim() === ''
}

function answered<Value>(value: Value): Exclude<Value, symbol> {
  if (isCancel(value)) throw new StoppedError('Nothing was written.')
  // The library's only symbol is the one for cancelling.
  return value as Exclude<Value, symbol>
}
