import type { Example } from '../../contracts/example.ts'
import type { Json } from '../../contracts/json.ts'
import { plainExample } from '../import/import-examples.ts'

/** Formats that tuning services and trainers read, one JSON object a line. */
export const trainingFormats = ['openai-chat', 'prompt-completion', 'alpaca', 'sharegpt'] as const
export type TrainingFormat = (typeof trainingFormats)[number]

/** Formats that keep the id, the time and the group too. */
export const plainFormats = ['jsonl', 'csv', 'parquet'] as const
export type PlainFormat = (typeof plainFormats)[number]

export type ExportFormat = TrainingFormat | PlainFormat

/** One example in a training format. `system` is the prompt, where there is one. */
export function trainingRow(
  { id, input, expected }: Example,
  format: TrainingFormat,
  system?: string,
): { [key: string]: Json } {
  if (format === 'prompt-completion') return { prompt: input.text, completion: expected }
  if (format === 'alpaca')
    return {
      instruction: input.text,
      input: '',
      output: expected,
      ...(system === undefined ? {} : { system }),
    }
  if (format === 'sharegpt') {
    const conversations = [
      { from: 'human', value: input.text },
      { from: 'gpt', value: expected },
    ]
    return { id, conversations, ...(system === undefined ? {} : { system }) }
  }
  const prompt = system === undefined ? [] : [{ role: 'system', content: system }]
  return {
    messages: [...prompt, { role: 'user', content: input.text }, { role: 'assistant', content: expected }],
  }
}

/** One example as this program's own row. Without its answer where the answers stay sealed. */
export function plainRow(example: Example, isSealed: boolean): { [key: string]: Json } {
  const { id, input, ...more } = plainExample(example)
  return { id, input, ...(isSealed ? {} : { output: example.expected }), ...more }
}
