import { describeSchema } from '../../answers/describe-schema.ts'
import type { Json } from '../../contracts/json.ts'
import type { Task } from '../../contracts/task.ts'
import type { AnswerFormat } from './answers/answer-format.ts'
import { labelList } from './label-list.ts'

/** What stands for a description the task file does not give. */
export const plainDescription = {
  classification: 'Classify the text.',
  extraction: 'Take out of the text what is asked for.',
  generation: 'Write the text that belongs to these facts.',
} as const

/**
 * What every template may name: `description`, and by kind of task `labels` (name, definition), `fields` (one line each)
 * with `verbatim`, or `words.fewest` and `words.most`. `input` and `demonstrations` come with each question.
 */
export function promptVariables(task: Task, format: AnswerFormat): Record<string, Json> {
  return {
    description: task.description ?? plainDescription[task.kind],
    labels: format.kind === 'classification' ? labelList(format.labels, task) : [],
    fields: format.kind === 'extraction' ? describeSchema(format.schema) : '',
    verbatim: format.kind === 'extraction' && format.isVerbatim,
    words:
      format.kind === 'generation'
        ? { fewest: format.words[0], most: format.words[1] }
        : { fewest: 0, most: 0 },
  }
}
