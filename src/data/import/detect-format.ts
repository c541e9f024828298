import type { RawRow } from '../../contracts/example.ts'
import { DataError } from '../../errors.ts'
import type { Fields } from './example-from-row.ts'
import { fieldAtPath } from './field-at-path.ts'
import { alpaca } from './formats/alpaca.ts'
import { type ExampleFormat, rowByRow } from './formats/example-format.ts'
import { langfuse } from './formats/langfuse.ts'
import { openaiBatch } from './formats/openai-batch.ts'
import { openaiChat } from './formats/openai-chat.ts'
import { openaiStored } from './formats/openai-stored.ts'
import { promptCompletion } from './formats/prompt-completion.ts'
import { promptfoo } from './formats/promptfoo.ts'
import { sharegpt } from './formats/sharegpt.ts'
import { tensorzero } from './formats/tensorzero.ts'

/** Share of the first rows that must look like a format. */
const mostRows = 0.5

/** Rows whose columns mean what the reader says they mean. */
export const plainFormat: ExampleFormat = {
  name: 'plain',
  title: 'plain rows',
  recognises: () => true,
  open: () => ({ mapping: [], read: rowByRow((row) => row) }),
}

/** Formats of other tools; the narrower ones first. */
export const exampleFormats: readonly ExampleFormat[] = [
  openaiBatch,
  openaiStored,
  promptfoo,
  tensorzero,
  langfuse,
  openaiChat,
  sharegpt,
  alpaca,
  promptCompletion,
]

/** The format of this name. @throws DataError that lists the names. */
export function formatNamed(name: string): ExampleFormat {
  const format = [...exampleFormats, plainFormat].find((other) => other.name === name)
  if (format !== undefined) return format
  const names = [...exampleFormats, plainFormat].map((other) => other.name).join(', ')
  throw new DataError(`There is no format "${name}". The formats are ${names}.`)
}

/**
 * Which tool wrote these rows. Fields that the reader named and that are there decide for plain rows.
 *
 * @param fields what the task file names; left at `input` and `output`, which several tools use too, they decide nothing.
 */
export function detectFormat(first: readonly RawRow[], fields?: Fields): ExampleFormat {
  if (fields !== undefined && areNamed(fields) && hasFields(first, fields)) return plainFormat
  const format = exampleFormats.find(
    (other) => first.filter(({ value }) => other.recognises(value)).length > first.length * mostRows,
  )
  return format ?? plainFormat
}

function areNamed({ input, expected }: Fields): boolean {
  return input !== 'input' || !['output', ''].includes(expected)
}

function hasFields(first: readonly RawRow[], { input, expected }: Fields): boolean {
  return first.some(
    ({ value }) =>
      fieldAtPath(value, input) !== undefined &&
      (expected === '' || fieldAtPath(value, expected) !== undefined),
  )
}
