import type { JsonObject } from '../../contracts/json.ts'
import type { ChatMessage } from '../../contracts/model.ts'
import type { Task } from '../../contracts/task.ts'
import type { Example } from '../../contracts/example.ts'
import type { AnswerFormat } from '../../methods/prompt/answers/answer-format.ts'
import type { Question, Way } from './written-example.ts'

/** Bumped with every change of the words below: written rows name it. */
export const promptVersion = 'synthesise-1'

const wanted: Record<Way, string> = {
  paraphrase:
    'Say the same in other words, as another person would have written it. Change nothing that the answer depends on.',
  'rare-label': 'Write a new one of the same kind about something else. Copy none of them.',
  entities:
    'Write it again with other names, numbers, dates, places and products. Keep its kind, its tone and what it asks.',
}

/**
 * Whether a model must write the answer too: a label stays as it is, and so does a text whose input is only said in other
 * words. Spans and facts change with the input.
 */
export function writesAnswer(way: Way, kind: Task['kind']): boolean {
  return kind === 'extraction' || (kind === 'generation' && way !== 'paraphrase')
}

/** The question in words. Only train rows and the task's own description stand in it. */
export function wordQuestion(
  { way, source, shown }: Question,
  task: Pick<Task, 'kind' | 'description' | 'labels'>,
): ChatMessage[] {
  const both = writesAnswer(way, task.kind)
  const about = task.description === undefined ? '' : ` They belong to this task: ${task.description}`
  const form = both
    ? 'Answer with one JSON object {"input": …, "output": …} and nothing else. The output must follow from the new input alone, in the form of the output shown.'
    : 'Answer with the new text and nothing else.'
  const system = `You write training examples.${about}\n${wanted[way]} Keep the language and about the length. ${form}`
  return [
    { role: 'system', content: system },
    {
      role: 'user',
      content: [...labelWords(source, task), shownWords([source, ...shown], both)].join('\n\n'),
    },
  ]
}

function labelWords({ expected }: Example, { kind, labels }: Pick<Task, 'kind' | 'labels'>): string[] {
  if (kind !== 'classification') return []
  const definition = labels[expected]
  return [`Label: ${expected}${definition === undefined ? '' : ` (${definition})`}`]
}

function shownWords(rows: readonly Example[], both: boolean): string {
  return rows
    .map(({ input, expected }) =>
      both ? `Input:\n${input.text}\nOutput:\n${expected}` : `Text:\n${input.text}`,
    )
    .join('\n\n')
}

/** The JSON Schema of an answer that holds both; none where the task's schema refers to itself by place. */
export function schemaOfBoth(format: AnswerFormat): JsonObject | undefined {
  if (format.kind === 'classification') return undefined
  const output = format.kind === 'extraction' ? format.schema : { type: 'string' }
  if (JSON.stringify(output).includes('"$ref"')) return undefined
  return {
    type: 'object',
    properties: { input: { type: 'string' }, output },
    required: ['input', 'output'],
    additionalProperties: false,
  }
}
