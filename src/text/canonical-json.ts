import type { Json } from '../contracts/json.ts'
import { DataError } from '../errors.ts'

/**
 * The one JSON text of a value: keys sorted by code unit, no white space, keys whose value is undefined left out.
 * Two values with the same content have the same text, so it is what identities are hashed from.
 *
 * @throws DataError at a number that JSON cannot hold (NaN, infinity).
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`
  if (typeof value === 'object' && value !== null) return canonicalObject(value)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new DataError(`${value} is not a JSON number. Only finite numbers can be part of an identity.`)
  }
  return JSON.stringify(value)
}

function canonicalObject(value: Record<string, Json | undefined>): string {
  const members = Object.keys(value)
    .toSorted(byCodeUnit)
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
