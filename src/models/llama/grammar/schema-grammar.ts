import { asSchema, resolveSchema, schemasOf } from '../../../answers/resolve-schema.ts'
import { typesOf } from '../../../answers/schema-types.ts'
import type { Json, JsonObject } from '../../../contracts/json.ts'
import type { AnswerBounds } from '../../../contracts/model.ts'
import { canonicalJson } from '../../../text/canonical-json.ts'
import { GrammarRules, literal } from './grammar-rules.ts'
import { jsonValueRule, numberRule, textRule } from './json-rules.ts'
import { spanRule } from './span-rule.ts'

/** A longer text is not spelled out: its grammar would take longer to read than the answer to write. */
const longestSource = 60_000
/** llama.cpp unrolls repetitions; more than this becomes "any number". */
const mostRepetitions = 200

/**
 * A grammar (GBNF) whose texts are canonical JSON of a schema: no white space, fields in the order of their names, as
 * demonstrations show them. What a grammar cannot say (patterns, ranges of numbers, `allOf`, distinct items) is left open
 * rather than refused: the answer is checked against the schema anyway.
 */
export function schemaGrammar(schema: JsonObject, { copiedFrom, mostItems }: AnswerBounds = {}): string {
  const rules = new GrammarRules()
  const span =
    copiedFrom === undefined || copiedFrom.length > longestSource ? undefined : spanRule(rules, copiedFrom)
  rules.set('root', valueOf(schema, { rules, root: schema, span, mostItems, references: new Map() }))
  return rules.text()
}

interface Writing {
  rules: GrammarRules
  root: JsonObject
  /** The rule of a text that was copied. */
  span: string | undefined
  mostItems: number | undefined
  /** Rules of `$ref`s by what they name: a schema may hold itself. */
  references: Map<Json, string>
}

/** What stands for a value of a schema on the right of a rule. */
function valueOf(schema: JsonObject, writing: Writing): string {
  const { rules, references } = writing
  const reference = schema['$ref']
  if (reference === undefined) return formOf(schema, writing)
  const known = references.get(reference)
  if (known !== undefined) return known
  const name = rules.reserve()
  references.set(reference, name)
  return rules.set(name, formOf(resolveSchema(schema, writing.root), writing))
}

function formOf(schema: JsonObject, writing: Writing): string {
  const { enum: choices, const: only, anyOf, oneOf } = schema
  if (only !== undefined) return literal(canonicalJson(only))
  if (Array.isArray(choices)) return oneOfThese(choices.map((choice) => literal(canonicalJson(choice))))
  const branches = schemasOf(anyOf ?? oneOf)
  if (branches.length > 0) return oneOfThese(branches.map((branch) => valueOf(branch, writing)))
  return oneOfThese(typesIn(schema).map((type) => typeForm(type, schema, writing)))
}

/** Without a type, what is said of fields or items tells it. */
function typesIn(schema: JsonObject): string[] {
  const types = typesOf(schema)
  if (types !== undefined) return types
  if (schema['properties'] !== undefined) return ['object']
  return schema['items'] === undefined ? ['any'] : ['array']
}

function typeForm(type: string, schema: JsonObject, writing: Writing): string {
  switch (type) {
    case 'object':
      return objectForm(schema, writing)
    case 'array':
      return arrayForm(schema, writing)
    case 'string':
      return writing.span ?? textForm(schema, writing.rules)
    case 'number':
      return numberRule(writing.rules)
    case 'integer':
      return numberRule(writing.rules, 'integer')
    case 'boolean':
      return '("true" | "false")'
    case 'null':
      return '"null"'
    default:
      return jsonValueRule(writing.rules)
  }
}

function textForm({ minLength, maxLength }: JsonObject, rules: GrammarRules): string {
  const range = repetition({ least: minLength, most: maxLength })
  return `"\\"" ${textRule(rules)}${range} "\\""`
}

/** Fields in order; each may be followed by any later one that does not skip a required one. */
function objectForm(schema: JsonObject, writing: Writing): string {
  const fields = fieldsOf(schema)
  const { rules } = writing
  if (fields.length === 0)
    return schema['additionalProperties'] === false ? '"{}"' : anyFields(schema, writing)
  // From the last field back: what may follow once a field was written, and as long as none was.
  let afterOne = rules.add('"}"')
  let afterNone = afterOne
  for (const { name, schema: field, isRequired } of fields.toReversed()) {
    const value = field === undefined ? jsonValueRule(rules) : valueOf(field, writing)
    const member = rules.add(`${literal(`${JSON.stringify(name)}:`)} ${value} ${afterOne}`)
    afterNone = isRequired ? member : rules.add(`${member} | ${afterNone}`)
    afterOne = rules.add(isRequired ? `"," ${member}` : `"," ${member} | ${afterOne}`)
  }
  return `"{" ${afterNone}`
}

interface Field {
  name: string
  /** Absent where any value will do. */
  schema: JsonObject | undefined
  isRequired: boolean
}

function fieldsOf(schema: JsonObject): Field[] {
  const properties = asSchema(schema['properties']) ?? {}
  const { required: listed } = schema
  const required = new Set(Array.isArray(listed) ? listed.filter((name) => typeof name === 'string') : [])
  const names = Object.keys(properties).filter((name) => properties[name] !== false)
  return [...new Set([...names, ...required])].toSorted(byCodeUnit).map((name) => ({
    name,
    schema: asSchema(properties[name]),
    isRequired: required.has(name),
  }))
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function anyFields(schema: JsonObject, writing: Writing): string {
  const values = asSchema(schema['additionalProperties'])
  const { rules } = writing
  const value = values === undefined ? jsonValueRule(rules) : valueOf(values, writing)
  const member = rules.add(`"\\"" ${textRule(rules)}* "\\":" ${value}`)
  return `"{" (${member} ("," ${member})*)? "}"`
}

function arrayForm(schema: JsonObject, writing: Writing): string {
  const items = asSchema(schema['items'])
  const value = items === undefined ? jsonValueRule(writing.rules) : valueOf(items, writing)
  const { minItems, maxItems = atLeast(writing.mostItems, schema['minItems']) } = schema
  if (maxItems === 0) return '"[]"'
  const item = writing.rules.add(value)
  const isOptional = typeof minItems !== 'number' || minItems <= 0
  const more = repetition({ least: lessOne(minItems), most: lessOne(maxItems) })
  const list = `${item} ("," ${item})${more}`
  return isOptional ? `"[" (${list})? "]"` : `"[" ${list} "]"`
}

function atLeast(count: number | undefined, least: Json | undefined): number | undefined {
  return count === undefined || typeof least !== 'number' ? count : Math.max(count, least)
}

function lessOne(count: Json | undefined): Json | undefined {
  return typeof count === 'number' ? Math.max(0, count - 1) : undefined
}

function repetition({ least, most }: { least: Json | undefined; most: Json | undefined }): string {
  const from = typeof least === 'number' ? Math.min(least, mostRepetitions) : 0
  const to = typeof most === 'number' && most <= mostRepetitions ? most : undefined
  if (from === 0 && to === undefined) return '*'
  return `{${from},${to ?? ''}}`
}

function oneOfThese(forms: readonly string[]): string {
  return forms.length === 1 ? (forms[0] ?? '') : `(${forms.join(' | ')})`
}
