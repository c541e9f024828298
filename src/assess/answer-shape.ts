import type { Json } from '../contracts/json.ts'

/** What an answer is: text, or JSON with the type of each field. */
export interface AnswerShape {
  top: 'text' | 'object' | 'list'
  /** Type of each field of an object, or of all objects in a list: "text", "number", "list of text" … */
  types: Map<string, string>
}

/** Reads the shape of an answer. Bare numbers, strings and literals count as text. */
export function answerShape(answer: string): AnswerShape {
  const value = parse(answer)
  if (Array.isArray(value)) return { top: 'list', types: new Map(value.flatMap((item) => fieldsOf(item))) }
  if (typeof value === 'object' && value !== null) return { top: 'object', types: new Map(fieldsOf(value)) }
  return { top: 'text', types: new Map() }
}

function parse(answer: string): Json {
  if (!/^\s*[[{]/u.test(answer)) return answer
  try {
    // JSON.parse is the border: its result is JSON by definition.
    return JSON.parse(answer) as Json
  } catch {
    return answer
  }
}

function fieldsOf(value: Json): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).map(([key, field]) => [key, typeName(field ?? null)])
}

function typeName(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) {
    const [first] = value
    // An empty list is a list of anything; saying so would make every optional list "mixed".
    return first === undefined ? 'null' : `list of ${typeName(first)}`
  }
  if (typeof value === 'string') return 'text'
  return typeof value === 'object' ? 'object' : typeof value
}
