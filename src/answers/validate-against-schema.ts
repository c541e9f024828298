import type { Json, JsonObject } from '../contracts/json.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { asSchema, resolveSchema, schemasOf } from './resolve-schema.ts'
import { typesOf, typeOfJson } from './schema-types.ts'
import { limitProblems } from './schema-limits.ts'

/** What is wrong with a value, and where: `path` is dotted ("parties.0.name"), empty for the value as a whole. */
export interface SchemaProblem {
  path: string
  message: string
}

/** A value under check: `root` is where `$ref` looks. */
interface Checked {
  value: Json
  path: string
  root: JsonObject
}

/**
 * Every way in which a value breaks a JSON Schema; none when it fits. Covers the keywords that `assertSchemaSupported`
 * lets through; others are not looked at. Interprets the schema: no code is generated.
 */
export function validateAgainstSchema(value: Json, schema: JsonObject): SchemaProblem[] {
  return problemsOf({ value, path: '', root: schema }, schema)
}

function problemsOf(checked: Checked, given: JsonObject): SchemaProblem[] {
  const schema = resolveSchema(given, checked.root)
  const wrongType = typeProblem(checked, schema)
  if (wrongType !== undefined) return [wrongType]
  return [
    ...valueProblems(checked, schema),
    ...branchProblems(checked, schema),
    ...limitProblems(checked.value, schema).map((message) => ({ path: checked.path, message })),
    ...memberProblems(checked, schema),
    ...itemProblems(checked, schema),
  ]
}

function typeProblem({ value, path }: Checked, schema: JsonObject): SchemaProblem | undefined {
  const types = typesOf(schema)
  if (types === undefined) return undefined
  const actual = typeOfJson(value)
  if (types.includes(actual) || (actual === 'integer' && types.includes('number'))) return undefined
  return { path, message: `is ${described(value)}, not ${types.join(' or ')}` }
}

function valueProblems({ value, path }: Checked, schema: JsonObject): SchemaProblem[] {
  const text = canonicalJson(value)
  if (schema['const'] !== undefined && canonicalJson(schema['const']) !== text) {
    return [{ path, message: `is ${described(value)}, not ${canonicalJson(schema['const'])}` }]
  }
  const values = schema['enum']
  if (!Array.isArray(values) || values.some((one) => canonicalJson(one) === text)) return []
  const allowed = values.map((one) => canonicalJson(one)).join(', ')
  return [{ path, message: `is ${described(value)}, which is none of ${allowed}` }]
}

function branchProblems(checked: Checked, schema: JsonObject): SchemaProblem[] {
  const problems = schemasOf(schema['allOf']).flatMap((branch) => problemsOf(checked, branch))
  for (const keyword of ['anyOf', 'oneOf']) {
    if (!Array.isArray(schema[keyword])) continue
    const failures = schemasOf(schema[keyword]).map((branch) => problemsOf(checked, branch))
    const fitting = failures.filter((found) => found.length === 0).length
    if (fitting === 0) problems.push(...closest(failures))
    if (keyword === 'oneOf' && fitting > 1) {
      problems.push({ path: checked.path, message: `fits ${fitting} of the allowed forms, not just one` })
    }
  }
  return problems
}

/** Of the forms a value fails, the one it fails least says most. */
function closest(failures: SchemaProblem[][]): SchemaProblem[] {
  return failures.toSorted((one, other) => depth(other) - depth(one) || one.length - other.length)[0] ?? []
}

function depth(problems: SchemaProblem[]): number {
  return Math.max(0, ...problems.map(({ path }) => (path === '' ? 0 : path.split('.').length)))
}

function memberProblems({ value, path, root }: Checked, schema: JsonObject): SchemaProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const known = asSchema(schema['properties']) ?? {}
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const missing = required
    .filter((name): name is string => typeof name === 'string' && !has(value, name))
    .map((name) => ({ path: joined(path, name), message: 'is missing' }))
  const found = Object.entries(value).flatMap(([name, member]) => {
    if (member === undefined) return []
    const at = joined(path, name)
    const own = has(known, name) ? known[name] : schema['additionalProperties']
    if (own === false) return [{ path: at, message: unknownField(known) }]
    const memberSchema = asSchema(own)
    return memberSchema === undefined ? [] : problemsOf({ value: member, path: at, root }, memberSchema)
  })
  return [...missing, ...found]
}

function itemProblems({ value, path, root }: Checked, schema: JsonObject): SchemaProblem[] {
  const items = asSchema(schema['items'])
  if (!Array.isArray(value) || items === undefined) return []
  return value.flatMap((item, at) => problemsOf({ value: item, path: joined(path, String(at)), root }, items))
}

function has(value: JsonObject, name: string): boolean {
  return Object.hasOwn(value, name) && value[name] !== undefined
}

function unknownField(known: JsonObject): string {
  return `is not a field of the answer (fields: ${Object.keys(known).join(', ') || 'none'})`
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function described(value: Json): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = canonicalJson(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
