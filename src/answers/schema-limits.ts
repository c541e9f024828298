import type { Json, JsonObject } from '../contracts/json.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { matchesPattern, safePattern } from './safe-pattern.ts'

/** What a value breaks of a schema's limits on length, size and form, one sentence each. */
export function limitProblems(value: Json, schema: JsonObject): string[] {
  if (typeof value === 'string') return textProblems(value, schema)
  if (typeof value === 'number') return numberProblems(value, schema)
  if (Array.isArray(value)) return listProblems(value, schema)
  return []
}

function textProblems(text: string, schema: JsonObject): string[] {
  const length = Array.from(text).length
  const problems = rangeProblems(length, {
    least: schema['minLength'],
    most: schema['maxLength'],
    unit: 'characters',
  })
  const { pattern } = schema
  if (typeof pattern !== 'string') return problems
  return matchesPattern(text, safePattern(pattern, 'pattern'))
    ? problems
    : [...problems, `does not match ${pattern}`]
}

function numberProblems(value: number, schema: JsonObject): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const problems: string[] = []
  if (typeof minimum === 'number' && value < minimum) problems.push(`is ${value}, below ${minimum}`)
  if (typeof maximum === 'number' && value > maximum) problems.push(`is ${value}, above ${maximum}`)
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) {
    problems.push(`is ${value}, not above ${exclusiveMinimum}`)
  }
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) {
    problems.push(`is ${value}, not below ${exclusiveMaximum}`)
  }
  if (typeof multipleOf === 'number' && !isMultiple(value, multipleOf)) {
    problems.push(`is ${value}, no multiple of ${multipleOf}`)
  }
  return problems
}

/** 0.3 is a multiple of 0.1, whatever binary fractions say. */
function isMultiple(value: number, unit: number): boolean {
  const quotient = value / unit
  return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient))
}

function listProblems(items: Json[], schema: JsonObject): string[] {
  const problems = rangeProblems(items.length, {
    least: schema['minItems'],
    most: schema['maxItems'],
    unit: 'items',
  })
  if (schema['uniqueItems'] !== true) return problems
  const distinct = new Set(items.map((item) => canonicalJson(item))).size
  return distinct === items.length ? problems : [...problems, 'has an item twice']
}

interface Range {
  least: Json | undefined
  most: Json | undefined
  unit: string
}

function rangeProblems(size: number, { least, most, unit }: Range): string[] {
  if (typeof least === 'number' && size < least) return [`has ${size} ${unit}, fewer than ${least}`]
  if (typeof most === 'number' && size > most) return [`has ${size} ${unit}, more than ${most}`]
  return []
}
