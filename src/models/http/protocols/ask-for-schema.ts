import type { JsonObject } from '../../../contracts/json.ts'
import type { ChatMessage } from '../../../contracts/model.ts'

/** The same chat with the schema in words, for servers that cannot be held to one. */
export function askForSchema(messages: readonly ChatMessage[], schema: JsonObject): ChatMessage[] {
  const instruction = `Answer with JSON that follows this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`
  const [first, ...rest] = messages
  if (first?.role === 'system') return [{ ...first, content: `${first.content}\n\n${instruction}` }, ...rest]
  return [{ role: 'system', content: instruction }, ...messages]
}
