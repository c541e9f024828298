import type { RawRow } from '../../../contracts/example.ts'
import type { Json } from '../../../contracts/json.ts'
import { isJsonObject } from '../parse-json-row.ts'
import { textOfValue } from '../text-of-value.ts'
import { textOfContent } from './chat-turns.ts'
import { chatReading } from './chat-examples.ts'
import { dropped, type ExampleFormat, type FormatContext, type Outcome } from './example-format.ts'
import { fromJsonText, idOf, known, textAt, timeOf } from './log-facts.ts'
import { logExchange, systemOfLog } from './log-exchange.ts'
import { addFeedback, isFeedback, type Feedback } from './tensorzero-feedback.ts'

/**
 * Rows of TensorZero's tables (ChatInference, JsonInference, their datapoints, DemonstrationFeedback and metric
 * feedback), as JSON lines, CSV or Parquet; several tables as several files, or in one.
 */
export const tensorzero: ExampleFormat = {
  name: 'tensorzero',
  title: 'TensorZero rows',
  recognises: (row) => isInference(row) || isFeedback(row),
  open(context) {
    const reading = chatReading(context.first.flatMap(({ value }) => systemOfLog(askedOf(value['input']))))
    return {
      mapping: [
        'the answer is the latest demonstration, else an output that a boolean metric calls right',
        'inferences without either are left out; where no feedback is given at all, outputs are taken as they are',
        reading.sentence,
      ],
      read: (rows) => join(rows, reading.withSystem, context),
    }
  },
}

/** Feedback comes later than what it is about, and in other tables, so all is read first. */
async function* join(
  rows: AsyncIterable<RawRow>,
  withSystem: boolean,
  { labelled }: FormatContext,
): AsyncGenerator<Outcome> {
  const feedback = new Map<string, Feedback>()
  const inferences: RawRow[] = []
  for await (const row of rows) {
    if (isInference(row.value)) inferences.push(row)
    else if (isFeedback(row.value)) addFeedback(row.value, feedback)
    else yield dropped(row, 'neither an inference nor feedback')
  }
  for (const row of inferences) yield outcomeOf(row, { feedback, withSystem, labelled })
}

function outcomeOf(
  row: RawRow,
  given: { feedback: Map<string, Feedback>; withSystem: boolean; labelled: boolean },
): Outcome {
  const { value } = row
  if (value['is_deleted'] === true || (typeof value['staled_at'] === 'string' && value['staled_at'] !== ''))
    return dropped(row, 'the datapoint was deleted or replaced')
  const { id } = idOf(value, 'inference_id' in value ? 'inference_id' : 'id')
  const episode = textAt(value, 'episode_id')
  const own = given.feedback.get(id ?? '')
  const feedback = { ...given.feedback.get(episode ?? ''), ...own }
  const isDatapoint = 'dataset_name' in value
  const judged = isDatapoint ? 'datapoint' : judgedBy(feedback, given.feedback.size > 0)
  if (given.labelled && judged.startsWith('left out: '))
    return dropped(row, judged.slice('left out: '.length))
  const output = outputOf(feedback.demonstration ?? value['output'])
  if (given.labelled && output === undefined)
    return dropped(row, isDatapoint ? 'the datapoint has no output' : 'the answer calls tools or has no text')
  const facts = {
    id,
    ...timeOf(value, 'timestamp', 'updated_at', 'created_at'),
    ...(episode === undefined ? {} : { group: episode }),
    from: known({
      answer: judged,
      function: value['function_name'],
      variant: value['variant_name'],
      metrics: feedback.metrics,
      comments: feedback.comments,
    }),
  }
  const asked = askedOf(value['input'])
  return logExchange({ row, asked, output: given.labelled ? output : undefined, facts }, given.withSystem)
}

/** What makes an output an answer, or why it is none. */
function judgedBy(feedback: Feedback, hasFeedback: boolean): string {
  if (feedback.demonstration !== undefined) return 'demonstration'
  const verdicts = Object.values(feedback.metrics ?? {}).filter((value) => typeof value === 'boolean')
  if (verdicts.includes(false))
    return 'left out: feedback calls the answer wrong, and there is no demonstration'
  if (verdicts.includes(true)) return 'output that feedback calls right'
  return hasFeedback
    ? 'left out: no demonstration and no feedback that calls the answer right'
    : 'model output'
}

function isInference(row: { [key: string]: Json }): boolean {
  return typeof row['function_name'] === 'string' && 'input' in row
}

/** TensorZero's input (`system`, `messages`) as messages. */
function askedOf(value: Json | undefined): Json | undefined {
  const input = fromJsonText(value)
  if (!isJsonObject(input)) return undefined
  const { system, messages } = input
  const turns = Array.isArray(messages) ? messages.map((turn) => withReadableBlocks(turn)) : []
  if (system === undefined || system === null || system === '') return turns
  return [{ role: 'system', content: textOfValue(system) }, ...turns]
}

/** A tool call inside a message is a message that uses tools. */
function withReadableBlocks(turn: Json): Json {
  if (!isJsonObject(turn) || !Array.isArray(turn['content'])) return turn
  const hasTools = turn['content'].some(
    (block) => isJsonObject(block) && (block['type'] === 'tool_call' || block['type'] === 'tool_result'),
  )
  return hasTools ? { ...turn, role: 'tool' } : turn
}

/** Output of a chat function (a list of blocks), of a JSON function (`parsed`, `raw`), or a text. */
function outputOf(value: Json | undefined): Json | undefined {
  const output = fromJsonText(value)
  if (output === undefined || output === null || output === '') return undefined
  if (Array.isArray(output)) {
    const said = output.filter((block) => !(isJsonObject(block) && block['type'] === 'thought'))
    const text = textOfContent(said)
    return text === undefined || text.trim() === '' ? undefined : text
  }
  if (isJsonObject(output) && ('parsed' in output || 'raw' in output))
    return output['parsed'] ?? fromJsonText(output['raw']) ?? undefined
  return output
}
