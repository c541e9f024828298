import type { Json } from '../../contracts/json.ts'
import { jsonSchema } from '../../contracts/json.ts'
import { canonicalJson } from '../../text/canonical-json.ts'
import type { ModelCard } from './model-card.ts'

/** A fact in which two cards differ, under its dotted key. */
export interface CardChange {
  key: string
  /** Absent where only the other card has it. */
  from?: Json
  to?: Json
}

/**
 * Every fact in which two cards differ, in the order of the cards' keys: lists as a whole, objects key by key. The candidate's
 * own fingerprints are left out: the card's have the counts of rows beside them.
 */
export function diffCards(from: ModelCard, to: ModelCard): CardChange[] {
  const changes = changesOf(jsonSchema.parse(from), jsonSchema.parse(to), [])
  return changes.filter(({ key }) => !key.startsWith('candidate.data.'))
}

function changesOf(from: Json | undefined, to: Json | undefined, path: readonly string[]): CardChange[] {
  if (isObject(from) && isObject(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return keys.flatMap((key) => changesOf(from[key], to[key], [...path, key]))
  }
  if (from !== undefined && to !== undefined && canonicalJson(from) === canonicalJson(to)) return []
  if (from === undefined && to === undefined) return []
  return [
    {
      key: path.join('.'),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    },
  ]
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
