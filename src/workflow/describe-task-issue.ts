import type * as z from 'zod'
import type { TaskMistake } from './check-task.ts'
import { describeAllowed } from './describe-allowed.ts'
import { nearestKey } from './nearest-key.ts'
import { type JsonSchemaNode, taskJsonSchema } from './task-json-schema.ts'

type Issue = z.core.$ZodIssue

/** Which file is wrong: its JSON Schema, and what it is called. */
interface DescribedFile {
  schema: JsonSchemaNode
  what: string
}

/** Each zod issue of a task file, or of another YAML file, as one line: the dotted key, its value, what is allowed. */
export function describeTaskIssues(
  issues: readonly Issue[],
  value: unknown,
  { schema, what }: DescribedFile = { schema: taskJsonSchema(), what: 'A task file' },
): TaskMistake[] {
  // "give `train` or `examples`" beside the key that was mistyped would be one mistake told twice.
  const mistyped = new Set(
    issues.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => dotted(path)),
  )
  const told = issues.filter(({ code, path }) => code !== 'custom' || !mistyped.has(dotted(path)))
  return told.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key],
          text: describeUnknownKey(issue.path, key, { schema, what }),
        }))
      : [{ path: issue.path, text: describeValue(issue, value, schema) }],
  )
}

function describeUnknownKey(
  parent: readonly PropertyKey[],
  key: string,
  { schema, what }: DescribedFile,
): string {
  const known = Object.keys(nodeAt(schema, parent)?.properties ?? {})
  const path = dotted([...parent, key])
  const near = nearestKey(key, known)
  if (near !== undefined) return `${path} is not a known key. Did you mean ${dotted([...parent, near])}?`
  const elsewhere = allKeys(schema).find((candidate) => candidate.split('.').at(-1) === key)
  if (elsewhere !== undefined) return `${path} is not a known key. Did you mean ${elsewhere}?`
  const where = parent.length === 0 ? what : dotted(parent)
  return `${path} is not a known key. ${where} may have ${known.join(', ')}.`
}

function describeValue(issue: Issue, root: unknown, schema: JsonSchemaNode): string {
  const path = dotted(issue.path)
  const value = valueAt(root, issue.path)
  const node = nodeAt(schema, issue.path)
  if (value === undefined) return `${path} is missing. It must be ${describeAllowed(node)}.`
  if (issue.code === 'custom') return `${path}: ${issue.message}.`
  if (issue.code === 'invalid_format' && issue.format === 'regex') {
    return `${path} is ${show(value)}. It ${issue.message}.`
  }
  if (value === null) return `${path} is empty. It must be ${describeAllowed(node)}.`
  return `${path} is ${show(value)}. It must be ${describeAllowed(node)}${adviseShare(node, value)}.`
}

/** "write 0.95 for 95 %" where a share was given as a percentage. */
function adviseShare(node: JsonSchemaNode | undefined, value: unknown): string {
  const isInside = node?.exclusiveMinimum === 0 && node.exclusiveMaximum === 1
  if (isInside && (value === 0 || value === 1)) return ', both excluded: no number of rows can show either'
  if (!isInside || typeof value !== 'number' || !(value > 1 && value <= 100)) return ''
  return `: write ${Number((value / 100).toPrecision(6))} for ${value} %`
}

function nodeAt(schema: JsonSchemaNode, path: readonly PropertyKey[]): JsonSchemaNode | undefined {
  let node: JsonSchemaNode | undefined = schema
  for (const key of path) {
    const inner: JsonSchemaNode | undefined =
      typeof key === 'number' ? node.items : node.properties?.[String(key)]
    node = inner ?? (typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined)
    if (node === undefined) return undefined
  }
  return node
}

function allKeys(schema: JsonSchemaNode, prefix = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, node]) => [
    `${prefix}${key}`,
    ...allKeys(node, `${prefix}${key}.`),
  ])
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([name]) => name === String(key))?.[1]
  }
  return value
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'the file'
}

function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `"${value.slice(0, 60)}…"` : `"${value}"`
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  return typeof value === 'object' ? 'a set of keys' : `${value as number | boolean}`
}
