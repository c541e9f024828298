import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { isJsonObject } from '../parse-json-row.ts'
import { textOfValue } from '../text-of-value.ts'
import { textOfContent } from './chat-turns.ts'
import { chatReading } from './chat-examples.ts'
import { dropped, mapped, type ExampleFormat, type FormatContext, type Outcome } from './example-format.ts'
import { fromJsonText, idOf, known, textAt, timeOf } from './log-facts.ts'
import { logExchange, systemOfLog } from './log-exchange.ts'

/**
 * Langfuse exports: dataset items, traces and observations (from the page or to blob storage), with the scores export as
 * a second file. Names are read in both spellings (`traceId`, `trace_id`).
 */
export const langfuse: ExampleFormat = {
  name: 'langfuse',
  title: 'Langfuse export',
  recognises: (row) => isItem(row) || isScore(row) || isObservation(row) || isTrace(row),
  open(context) {
    const reading = chatReading(context.first.flatMap(({ value }) => systemOfLog(messagesOf(value['input']))))
    return {
      mapping: [
        'the answer of a dataset item is its expected output; of a trace or generation it is a correction, else its own output',
        'what a person scored 0 or false is left out, unless it was corrected',
        reading.sentence,
      ],
      read: (rows) => join(rows, reading.withSystem, context),
    }
  },
}

interface Judgement {
  correction?: string
  isWrong: boolean
  scores: { [key: string]: Json }
}

/** Scores may stand before or after what they judge, so all are read first. */
async function* join(
  rows: AsyncIterable<RawRow>,
  withSystem: boolean,
  context: FormatContext,
): AsyncGenerator<Outcome> {
  const judgements = new Map<string, Judgement>()
  const logged: RawRow[] = []
  for await (const row of rows) {
    if (isScore(row.value)) judge(row.value, judgements)
    else if (isItem(row.value)) yield itemOutcome(row, withSystem, context)
    else logged.push(row)
  }
  for (const row of logged) yield loggedOutcome(row, { judgements, withSystem, labelled: context.labelled })
}

function itemOutcome(row: RawRow, withSystem: boolean, context: FormatContext): Outcome {
  const { value } = row
  if (value['status'] === 'ARCHIVED') return dropped(row, 'the dataset item is archived')
  const expected = plain(value['expectedOutput'] ?? value['expected_output'])
  if (context.labelled && expected === undefined) return dropped(row, 'no expected output')
  const facts = {
    ...idOf(value),
    ...timeOf(value, 'createdAt', 'created_at'),
    from: known({
      answer: 'expected output',
      dataset: textAt(value, 'datasetName', 'dataset_name'),
      trace: textAt(value, 'sourceTraceId', 'source_trace_id'),
    }),
  }
  return exchangeOf(row, { output: context.labelled ? expected : undefined, facts, withSystem })
}

function loggedOutcome(
  row: RawRow,
  given: { judgements: Map<string, Judgement>; withSystem: boolean; labelled: boolean },
): Outcome {
  const { value } = row
  const { type, level } = value
  if (typeof type === 'string' && type !== 'GENERATION' && !isTrace(value))
    return dropped(row, `an observation that is no generation (${type})`)
  if (level === 'ERROR') return dropped(row, 'the generation failed')
  const { id } = idOf(value)
  const trace = textAt(value, 'trace_id', 'traceId')
  const judgement =
    given.judgements.get(`${id}`) ?? (isTrace(value) ? undefined : given.judgements.get(`${trace}/`))
  const output = judgement?.correction ?? plain(value['output'])
  if (given.labelled && output === undefined) return dropped(row, 'no output')
  if (given.labelled && judgement?.isWrong === true && judgement.correction === undefined)
    return dropped(row, 'a person scored the answer as wrong, and nobody gave a better one')
  const session = textAt(value, 'session_id', 'sessionId')
  const facts = {
    id,
    ...timeOf(value, 'start_time', 'startTime', 'timestamp'),
    ...(session === undefined ? {} : { group: session }),
    from: known({
      answer: judgement?.correction === undefined ? 'model output' : 'correction',
      model: textAt(value, 'provided_model_name', 'model'),
      trace,
      scores: judgement?.scores,
    }),
  }
  return exchangeOf(row, { output: given.labelled ? output : undefined, facts, withSystem: given.withSystem })
}

function exchangeOf(
  row: RawRow,
  {
    output,
    facts,
    withSystem,
  }: { output: Json | undefined; facts: { [key: string]: Json | undefined }; withSystem: boolean },
): Outcome {
  const input = fromJsonText(row.value['input'])
  const messages = messagesOf(input)
  if (messages !== undefined) return logExchange({ row, asked: messages, output, facts }, withSystem)
  if (input === undefined || input === null || input === '') return dropped(row, 'no input')
  return mapped(row, { ...facts, input: plain(input), output })
}

/** Scores are kept by what they judge: an observation's id, a trace's id, or "<trace>/" for all of a trace. */
function judge(score: { [key: string]: Json }, judgements: Map<string, Judgement>): void {
  const observation = textAt(score, 'observation_id', 'observationId')
  const trace = textAt(score, 'trace_id', 'traceId') ?? ''
  for (const target of observation === undefined ? [trace, `${trace}/`] : [observation]) {
    const judgement = judgements.get(target) ?? { isWrong: false, scores: {} }
    const kind = textAt(score, 'data_type', 'dataType')
    const text = textAt(score, 'string_value', 'stringValue')
    const name = textAt(score, 'name') ?? 'score'
    if (kind === 'CORRECTION' && text !== undefined) judgement.correction = text
    else judgement.scores[name] = text ?? score['value'] ?? null
    const isPersons = score['source'] === 'ANNOTATION' && kind === 'BOOLEAN'
    if (isPersons && Number(score['value']) === 0) judgement.isWrong = true
    judgements.set(target, judgement)
  }
}

/** Messages of an input: a list of them, or an object that holds one. */
function messagesOf(value: Json | undefined): Json | undefined {
  const input = fromJsonText(value)
  const list = isJsonObject(input) ? input['messages'] : input
  const isChat =
    Array.isArray(list) && list.length > 0 && list.every((turn) => isJsonObject(turn) && 'role' in turn)
  return isChat ? list : undefined
}

/** An input or output as it was meant: the content of a message, an object, a text. */
function plain(value: Json | undefined): Json | undefined {
  const read = fromJsonText(value)
  if (read === undefined || read === null || read === '') return undefined
  if (isJsonObject(read) && 'role' in read && 'content' in read) return textOfContent(read['content'])
  return typeof read === 'string' || typeof read === 'object' ? read : textOfValue(read)
}

function isItem(row: { [key: string]: Json }): boolean {
  return ('expectedOutput' in row || 'expected_output' in row) && 'input' in row
}

function isScore(row: { [key: string]: Json }): boolean {
  return (
    ('data_type' in row || 'dataType' in row) && 'value' in row && ('trace_id' in row || 'traceId' in row)
  )
}

function isObservation(row: { [key: string]: Json }): boolean {
  return ('trace_id' in row || 'traceId' in row) && 'type' in row && 'input' in row && 'output' in row
}

function isTrace(row: { [key: string]: Json }): boolean {
  const hasContext = 'sessionId' in row || 'session_id' in row || 'userId' in row || 'bookmarked' in row
  return 'timestamp' in row && 'input' in row && 'output' in row && hasContext && !('trace_id' in row)
}
