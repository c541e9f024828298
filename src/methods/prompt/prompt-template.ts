import { Liquid, type Template } from 'liquidjs'
import type { Json } from '../../contracts/json.ts'
import type { ChatMessage } from '../../contracts/model.ts'
import { TaskError, messageOf } from '../../errors.ts'

/** Turns variables into a chat. */
export type PromptTemplate = (variables: Record<string, Json>) => ChatMessage[]

const roles = ['system', 'user', 'assistant'] as const
const roleLine = /^=== (system|user|assistant)[ \t]*$/gm
/** Private-use characters: they mark where a message starts, and are taken out of every variable. */
const open = '\uE000'
const close = '\uE001'
const allowedTags = new Set(['if', 'for'])

/**
 * Compiles a prompt. A line `=== system`, `=== user` or `=== assistant` starts a message; inside, Liquid with variables,
 * `if` and `for` and nothing else. A row's text can never start a message of its own.
 *
 * @throws TaskError naming the file when the template does not parse, names an unknown variable, or has no user message.
 */
export function compilePrompt(source: string, file: string): PromptTemplate {
  const { engine, parsed } = parsePrompt(source, file)
  return (variables) => {
    const text = asTaskError(file, () => engine.renderSync(parsed, cleaned(variables)) as string)
    const messages = splitMessages(text)
    if (messages.at(-1)?.role === 'user') return messages
    throw new TaskError(`Prompt ${file} does not end with a user message.`, {
      hint: 'Its last section must begin with a line `=== user`.',
    })
  }
}

/**
 * The variables a prompt names, in order: those a `for` makes itself are left out.
 *
 * @throws TaskError naming the file when the template does not parse.
 */
export function variablesOfPrompt(source: string, file: string): string[] {
  const { engine, parsed } = parsePrompt(source, file)
  return engine.globalVariablesSync(parsed)
}

function parsePrompt(source: string, file: string): { engine: Liquid; parsed: Template[] } {
  const engine = restrictedEngine()
  const marked = source.replaceAll(/[\uE000\uE001]/g, '').replaceAll(roleLine, `${open}$1${close}`)
  return { engine, parsed: asTaskError(file, () => engine.parse(marked)) }
}

function restrictedEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    parseLimit: 1e6,
    renderLimit: 1000,
    memoryLimit: 1e8,
  })
  for (const tag of Object.keys(engine.tags)) if (!allowedTags.has(tag)) delete engine.tags[tag]
  return engine
}

function asTaskError<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    const reason = messageOf(cause)
      .split('\n')[0]
      ?.replaceAll(/[\uE000\uE001]/g, '')
    throw new TaskError(`Prompt ${file}: ${reason}.`, {
      hint: 'Prompts have variables ({{ input }}), `if` and `for`, and nothing else.',
      cause,
    })
  }
}

function cleaned<T extends Json>(value: T): T
function cleaned(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll(/[\uE000\uE001]/g, '')
  if (Array.isArray(value)) return value.map((entry) => cleaned(entry))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, cleaned(entry ?? null)]))
}

/** Text before the first role line is a system message. */
function splitMessages(text: string): ChatMessage[] {
  const [before = '', ...sections] = text.split(open)
  const messages: ChatMessage[] = before.trim() === '' ? [] : [{ role: 'system', content: before.trim() }]
  for (const section of sections) {
    const end = section.indexOf(close)
    const role = roles.find((name) => name === section.slice(0, end)) ?? 'user'
    messages.push({ role, content: section.slice(end + close.length).trim() })
  }
  return messages
}
