import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { chatExamples, chatReading, systemsOf } from './chat-examples.ts'
import { mapped, rowByRow, type ExampleFormat } from './example-format.ts'
import { idOf } from './log-facts.ts'
import { rowProblem } from './row-problem.ts'

/** Rows that must agree before their signs are taken for the legacy convention. */
const fewestRows = 3

/** `prompt` and `completion`: texts (OpenAI's legacy file, TRL) or lists of messages (TRL). */
export const promptCompletion: ExampleFormat = {
  name: 'prompt-completion',
  title: 'prompt and completion',
  recognises: (row) => isContent(row['prompt']) && isContent(row['completion']) && !('messages' in row),
  open(context) {
    const separator = legacySeparator(context.first)
    const reading = chatReading(systemsOf(context.first.map(({ value }) => value['prompt'])))
    const legacy =
      separator === undefined
        ? []
        : [
            `every prompt ends with ${JSON.stringify(separator)} and every completion begins with a space, as OpenAI's legacy files do: both are taken off`,
          ]
    return {
      mapping: ['input is "prompt", the answer is "completion"', ...legacy],
      read: rowByRow((row) => {
        const { prompt, completion } = row.value
        if (Array.isArray(prompt) && Array.isArray(completion))
          return chatExamples(
            { row, messages: [...prompt, ...completion], name: 'messages' },
            reading,
            context,
          )
        if (typeof prompt !== 'string' || (typeof completion !== 'string' && context.labelled))
          throw rowProblem({ ...context, row }, 'has no text in "prompt" or in "completion"')
        const output = typeof completion === 'string' ? completion : undefined
        return mapped(row, { ...idOf(row.value), ...withoutSigns({ input: prompt, output }, separator) })
      }),
    }
  },
}

function isContent(value: Json | undefined): boolean {
  return typeof value === 'string' || Array.isArray(value)
}

/** What ends every prompt, where every completion begins with a space too. */
function legacySeparator(rows: readonly RawRow[]): string | undefined {
  const prompts = rows.flatMap(({ value }) => (typeof value['prompt'] === 'string' ? [value['prompt']] : []))
  const hasSpaces = rows.every(
    ({ value }) => typeof value['completion'] === 'string' && /^ \S/u.test(value['completion']),
  )
  if (!hasSpaces || prompts.length < fewestRows || prompts.length < rows.length) return undefined
  return /(?: ->|\n+[^\p{L}\p{N}]*)$/u.exec(commonEnd(prompts))?.[0]
}

function commonEnd(texts: readonly string[]): string {
  const [first = ''] = texts
  let start = first.length
  while (start > 0 && texts.every((text) => text.endsWith(first.slice(start - 1)))) start -= 1
  return first.slice(start)
}

function withoutSigns(
  row: { input: string; output: string | undefined },
  separator: string | undefined,
): { input: string; output: string | undefined } {
  if (separator === undefined) return row
  return {
    input: row.input.endsWith(separator) ? row.input.slice(0, -separator.length) : row.input,
    output: row.output?.replace(/^ /u, ''),
  }
}
