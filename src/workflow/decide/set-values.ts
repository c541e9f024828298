import { parse } from 'yaml'
import type { Json } from '../../contracts/json.ts'
import { TaskError } from '../../errors.ts'

/** What of a task file may be other than it was measured with: nothing that any answer depends on. */
const settable = [
  'volume',
  'prices',
  'costs',
  'team',
  'success.quality.atLeast',
  'success.quality.atMost',
  'success.quality.notWorseBy',
  'success.latencyMs',
  'success.validity',
  'success.costPerQueryUsd',
  'success.readyInDays',
  'success.budgetUsd',
]
const priceField =
  /^(?<model>.+)\.(?<field>inputPerMillionUsd|outputPerMillionUsd|cachedInputPerMillionUsd|asOf|retires)$/u

/** One `--set key=value`: where it goes in a task file, and what. */
export interface SetValue {
  path: string[]
  value: Json
}

/**
 * Reads `volume.perMonth=50000`. Names of models may hold dots and colons: `prices.openai:gpt-4.1-nano.inputPerMillionUsd=0.1`.
 * The value is YAML, so that `prices.recorded:x={ inputPerMillionUsd: 1, outputPerMillionUsd: 2 }` sets a whole price.
 *
 * @throws TaskError when it has no `=`, or the key would need rows to be answered anew.
 */
export function parseSetValue(text: string): SetValue {
  const at = text.indexOf('=')
  const key = text.slice(0, at).trim()
  if (at < 1 || key === '')
    throw new TaskError(`--set ${text} has no value. Write it as --set volume.perMonth=50000.`)
  if (!settable.some((allowed) => key === allowed || key.startsWith(`${allowed}.`)))
    throw new TaskError(`--set ${key}: only what no answer depends on can be set.`, {
      hint: `Allowed: ${settable.join(', ')}. For anything else change the task file and run.`,
    })
  return { path: pathOf(key), value: parseValue(text.slice(at + 1), key) }
}

/** A copy of a parsed task file with the values in place; objects that are missing on the way are made. */
export function withValues(file: unknown, values: readonly SetValue[]): unknown {
  return values.reduce<unknown>((made, { path, value }) => place(made, path, value), file)
}

function pathOf(key: string): string[] {
  if (!key.startsWith('prices.')) return key.split('.')
  const rest = key.slice('prices.'.length)
  const { model, field } = priceField.exec(rest)?.groups ?? {}
  return model === undefined || field === undefined ? ['prices', rest] : ['prices', model, field]
}

function parseValue(text: string, key: string): Json {
  try {
    // YAML of one value is plain data.
    return parse(text) as Json
  } catch {
    throw new TaskError(`--set ${key}: ${text} is no value. Write a number, a text or { key: value }.`)
  }
}

function place(at: unknown, [key = '', ...rest]: readonly string[], value: Json): unknown {
  const inside = typeof at === 'object' && at !== null && !Array.isArray(at) ? { ...at } : {}
  const inner: unknown = Object.hasOwn(inside, key) ? Reflect.get(inside, key) : undefined
  return { ...inside, [key]: rest.length === 0 ? value : place(inner, rest, value) }
}
