import type { Json } from '../contracts/json.ts'

/**
 * What an answer of an extraction says, field by field: every text, number and boolean in it is one item under the dotted path
 * of its field, places in lists not counted. null, "" and empty lists say nothing. None where the answer is no JSON.
 */
export function spanItems(answer: string): Map<string, string[]> {
  const items = new Map<string, string[]>()
  const value = parsed(answer)
  if (value !== undefined) collect(value, '', items)
  return items
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function collect(value: Json | undefined, path: string, items: Map<string, string[]>): void {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) collect(item, path, items)
  } else if (typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) {
      collect(member, path === '' ? name : `${path}.${name}`, items)
    }
  } else {
    const text = String(value).trim()
    if (text !== '') addTo(items, path, text)
  }
}

function addTo(items: Map<string, string[]>, path: string, text: string): void {
  const known = items.get(path)
  if (known === undefined) items.set(path, [text])
  else known.push(text)
}
