import * as z from 'zod'
import { readJson } from '../../answers/read-json.ts'
import { readText } from '../../answers/read-text.ts'
import { jsonObjectSchema, jsonSchema } from '../../contracts/json.ts'
import type { Example } from '../../contracts/example.ts'
import type { Prediction } from '../../contracts/prediction.ts'
import type { AnswerFormat } from '../../methods/prompt/answers/answer-format.ts'
import { readAnswer } from '../../methods/prompt/answers/read-answer.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import { writesAnswer } from './word-question.ts'
import type { Question, Written } from './written-example.ts'

const bothSchema = z.object({ input: jsonSchema, output: jsonSchema })

/** What a model wrote as an example of the task's form; nothing where it is none: empty, cut off, other fields, no JSON. */
export function readWritten(
  { output, validity }: Prediction,
  question: Question,
  format: AnswerFormat,
): Written | undefined {
  if (validity === 'invalid') return undefined
  if (!writesAnswer(question.way, format.kind)) {
    const read = readText(output)
    const input = 'problem' in read ? undefined : readInput(read.output, question.source)
    return input === undefined ? undefined : { question, input, expected: question.source.expected }
  }
  const read = readJson(output, { type: 'object', required: ['input', 'output'] })
  if ('problem' in read || read.isCutOff === true) return undefined
  const both = bothSchema.safeParse(JSON.parse(read.output))
  if (!both.success) return undefined
  const input = readInput(textOf(both.data.input), question.source)
  if (input === undefined) return undefined
  const answer = readAnswer(textOf(both.data.output), format, input.text)
  return 'problem' in answer ? undefined : { question, input, expected: answer.output }
}

/** A text; or, where inputs have fields, an object with the fields of the source. */
function readInput(text: string, { input }: Example): Example['input'] | undefined {
  if (text.trim() === '' || /\p{Surrogate}/u.test(text)) return undefined
  if (input.fields === undefined) return { text }
  const read = readJson(text)
  if ('problem' in read || read.isCutOff === true) return undefined
  const fields = jsonObjectSchema.safeParse(JSON.parse(read.output))
  if (!fields.success) return undefined
  const names = (object: object) => Object.keys(object).toSorted().join('\n')
  if (names(fields.data) !== names(input.fields)) return undefined
  return { text: canonicalJson(fields.data), fields: fields.data }
}

function textOf(value: z.infer<typeof jsonSchema>): string {
  return typeof value === 'string' ? value : canonicalJson(value)
}
