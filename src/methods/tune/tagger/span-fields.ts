import { asSchema, resolveSchema } from '../../../answers/resolve-schema.ts'
import { typesOf } from '../../../answers/schema-types.ts'
import type { Example } from '../../../contracts/example.ts'
import { jsonObjectSchema, type Json, type JsonObject } from '../../../contracts/json.ts'
import { canonicalJson } from '../../../text/canonical-json.ts'

/** A field whose values are copied from the input. */
export interface SpanField {
  name: string
  isList: boolean
  isRequired: boolean
  /** What the schema says of it; empty where it says nothing. */
  description: string
}

/** What the fields of an answer are to a method that marks spans. */
export interface AnswerFields {
  spans: SpanField[]
  /** Values given always: those of fields that are no spans, the most frequent of train. */
  constant: JsonObject
  /** What is not answered from the input, in words. */
  notes: string[]
}

/** A field is copied from the input when at least this share of its texts in train is. */
const enoughVerbatim = 0.8
/** Fewer spans than this teach nothing. */
const fewestSpans = 3

/** Sorts the fields of a schema by whether their values in train are spans of the inputs. */
export function answerFieldsOf(rows: readonly Example[], schema: JsonObject): AnswerFields {
  const answers = rows.map(({ input, expected }) => ({ text: input.text, answer: answerOf(expected) }))
  const fields: AnswerFields = { spans: [], constant: {}, notes: [] }
  const properties = asSchema(resolveSchema(schema, schema)['properties']) ?? {}
  for (const [name, member] of Object.entries(properties)) {
    const own = resolveSchema(asSchema(member) ?? {}, schema)
    const shape = { name, own, isRequired: isRequired(schema, name) }
    addField(fields, shape, answers)
  }
  return fields
}

/** The answer of a row: an object, empty where it is none. */
export function answerOf(expected: string): JsonObject {
  const parsed = jsonObjectSchema.safeParse(JSON.parse(expected))
  return parsed.success ? parsed.data : {}
}

/** The texts of a field's value. */
export function textsOf(value: Json | undefined): string[] {
  return [value].flat().filter((text): text is string => typeof text === 'string' && text.trim() !== '')
}

interface Answered {
  text: string
  answer: JsonObject
}

function addField(
  fields: AnswerFields,
  { name, own, isRequired: required }: { name: string; own: JsonObject; isRequired: boolean },
  answers: readonly Answered[],
): void {
  const texts = answers.flatMap(({ text, answer }) =>
    textsOf(answer[name]).map((quote) => text.includes(quote)),
  )
  const copied = texts.filter((isCopied) => isCopied).length
  if (!isText(own) || (texts.length > 0 && copied < enoughVerbatim * texts.length)) {
    addConstant(fields, name, answers)
  } else if (copied < fewestSpans) {
    fields.notes.push(
      `${name} is never answered: ${copied} of its texts stand in the inputs of train, ${fewestSpans} are needed.`,
    )
  } else {
    const description = own['description'] ?? asSchema(own['items'])?.['description']
    fields.spans.push({
      name,
      isList: typesOf(own)?.includes('array') ?? answers.some(({ answer }) => Array.isArray(answer[name])),
      isRequired: required,
      description: typeof description === 'string' ? description : '',
    })
  }
}

/** A free text, or a list of them. */
function isText(own: JsonObject): boolean {
  const item = typesOf(own)?.includes('array') === true ? (asSchema(own['items']) ?? {}) : own
  return item['enum'] === undefined && (typesOf(item)?.includes('string') ?? true)
}

/** No span: the most frequent value where most answers have one, else nothing. */
function addConstant(fields: AnswerFields, name: string, answers: readonly Answered[]): void {
  const values = answers.flatMap(({ answer }) => (answer[name] === undefined ? [] : [answer[name]]))
  const counts = new Map<string, { value: Json; count: number }>()
  for (const value of values) {
    const key = canonicalJson(value)
    counts.set(key, { value, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  const [first] = [...counts].toSorted(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
  const isAnswered = first !== undefined && values.length * 2 > answers.length
  if (isAnswered) fields.constant[name] = first[1].value
  const how = isAnswered ? `is always ${first[0]}, its most frequent value` : 'is never answered'
  fields.notes.push(`${name} ${how}: it is no text copied from the input.`)
}

function isRequired(schema: JsonObject, name: string): boolean {
  const { required } = schema
  return Array.isArray(required) && required.includes(name)
}
