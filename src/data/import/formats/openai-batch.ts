import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { DataError } from '../../../errors.ts'
import { fieldAtPath } from '../field-at-path.ts'
import { isJsonObject } from '../parse-json-row.ts'
import { answerOfCompletion } from './answer-of-completion.ts'
import { chatReading } from './chat-examples.ts'
import { dropped, type ExampleFormat, type FormatContext, type Outcome } from './example-format.ts'
import { known, listedTools, timeOf } from './log-facts.ts'
import { logExchange, systemOfLog } from './log-exchange.ts'

/**
 * OpenAI's Batch API. Its output has answers only, so the request file is read with it: as a second file of
 * `crossover import`, or in one file, requests first or last.
 */
export const openaiBatch: ExampleFormat = {
  name: 'openai-batch',
  title: 'OpenAI batch requests and output',
  recognises: (row) =>
    typeof row['custom_id'] === 'string' && (isRequest(row) || 'response' in row || 'error' in row),
  open(context) {
    const reading = chatReading(context.first.flatMap(({ value }) => systemOfLog(askedOf(value['body']))))
    return {
      mapping: [
        'requests and answers are joined by custom_id, which is the id',
        'the answer is what the model answered: nobody has said that it is right',
        reading.sentence,
      ],
      read: (rows) => join(rows, reading.withSystem, context),
    }
  },
}

interface Waiting {
  requests: Map<string, RawRow>
  answers: Map<string, RawRow>
}

async function* join(
  rows: AsyncIterable<RawRow>,
  withSystem: boolean,
  context: FormatContext,
): AsyncGenerator<Outcome> {
  const waiting: Waiting = { requests: new Map(), answers: new Map() }
  let joined = 0
  for await (const row of rows) {
    const id = row.value['custom_id']
    if (typeof id !== 'string') {
      yield dropped(row, 'no custom_id')
      continue
    }
    const [mine, other] = isRequest(row.value)
      ? [waiting.requests, waiting.answers]
      : [waiting.answers, waiting.requests]
    const partner = other.get(id)
    if (partner === undefined) {
      if (mine.has(id)) yield dropped(row, 'the same custom_id again')
      else mine.set(id, row)
      continue
    }
    other.delete(id)
    joined += 1
    const [request, answer] = isRequest(row.value) ? [row, partner] : [partner, row]
    yield exampleOf({ id, request, answer, withSystem })
  }
  if (context.labelled && joined === 0) throw oneSided(waiting, context)
  for (const [id, row] of waiting.requests)
    yield context.labelled ? dropped(row, 'no answer to this request') : inputOf(id, row, withSystem)
  for (const [, row] of waiting.answers) yield dropped(row, 'no request to this answer')
}

function exampleOf(pair: { id: string; request: RawRow; answer: RawRow; withSystem: boolean }): Outcome {
  const { id, request, answer, withSystem } = pair
  const status = fieldAtPath(answer.value, 'response.status_code')
  if (status !== undefined && status !== 200) return dropped(answer, 'the request failed')
  if (isJsonObject(answer.value['error'])) return dropped(answer, 'the request failed')
  const body = fieldAtPath(answer.value, 'response.body')
  const completion = answerOfCompletion(body)
  if ('missing' in completion) return dropped(answer, completion.missing)
  if (offersTools(request)) return dropped(answer, 'the request uses tools')
  const facts = {
    id,
    ...(isJsonObject(body) ? timeOf(body, 'created', 'created_at') : {}),
    from: known({ answer: 'model output', model: fieldAtPath(answer.value, 'response.body.model') }),
  }
  return logExchange(
    { row: answer, asked: askedOf(request.value['body']), output: completion.answer, facts },
    withSystem,
  )
}

function inputOf(id: string, row: RawRow, withSystem: boolean): Outcome {
  return logExchange({ row, asked: askedOf(row.value['body']), output: undefined, facts: { id } }, withSystem)
}

function isRequest(row: { [key: string]: Json }): boolean {
  return isJsonObject(row['body']) && typeof row['url'] === 'string'
}

function offersTools({ value }: RawRow): boolean {
  return isJsonObject(value['body']) && listedTools(value['body'])
}

/** What was asked: `messages`, or `input` and `instructions` of the Responses API, or a legacy `prompt`. */
function askedOf(body: Json | undefined): Json | undefined {
  if (!isJsonObject(body)) return undefined
  const { instructions } = body
  const asked = body['messages'] ?? body['input'] ?? body['prompt']
  if (typeof instructions !== 'string' || asked === undefined) return asked
  const turns = Array.isArray(asked) ? asked : [{ role: 'user', content: asked }]
  return [{ role: 'system', content: instructions }, ...turns]
}

function oneSided(waiting: Waiting, { path }: FormatContext): DataError {
  const hint = 'crossover import requests.jsonl output.jsonl --output examples.jsonl'
  if (waiting.answers.size === 0)
    return new DataError(`${path} has OpenAI batch requests without answers. Give the output file too.`, {
      hint,
    })
  if (waiting.requests.size === 0)
    return new DataError(
      `${path} has OpenAI batch answers without the requests they belong to. Give the request file too.`,
      { hint },
    )
  return new DataError(`${path}: no custom_id of the batch output is one of the requests.`, { hint })
}
