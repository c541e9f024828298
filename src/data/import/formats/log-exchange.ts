import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { askedText, readTurns, systemText } from './chat-turns.ts'
import { dropped, mapped, type Outcome } from './example-format.ts'

/** A request that was answered, as logs hold it. */
export interface LoggedExchange {
  row: RawRow
  /** Messages before the answer, or one text. */
  asked: Json | undefined
  /** The right answer; `undefined` where only the input is wanted. */
  output: Json | undefined
  facts: { [key: string]: Json | undefined }
}

/** An example of a logged request. What has tools or pictures in it is left out: a log holds all kinds of requests. */
export function logExchange({ row, asked, output, facts }: LoggedExchange, withSystem: boolean): Outcome {
  if (typeof asked === 'string' && asked.trim() !== '') return mapped(row, { ...facts, input: asked, output })
  const read = readTurns(asked, 'messages')
  if ('problem' in read)
    return dropped(row, read.hasTools ? 'the request uses tools' : 'the request has no text')
  const input = askedText(read.turns, withSystem)
  return input.trim() === ''
    ? dropped(row, 'the request has no text')
    : mapped(row, { ...facts, input, output })
}

/** System text of a logged request, for the choice whether it is part of the input. */
export function systemOfLog(asked: Json | undefined): string[] {
  const read = readTurns(asked, 'messages')
  return 'turns' in read ? [systemText(read.turns)] : []
}
