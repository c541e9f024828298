import { parse, YAMLParseError } from 'yaml'
import * as z from 'zod'
import { TaskError } from '../../../errors.ts'
import type { ImportedPrompt } from './imported-prompt.ts'
import { mapVariables, type VariableMapping } from './map-variables.ts'

const frontMatter = /^---[ \t]*\n(.*?)^---[ \t]*(?:\n|$)/msu
/** `system:` on a line of its own; `# system:` and `system[…]:` are seen too. */
const roleLine =
  /^[ \t]*#?[ \t]*(system|developer|user|assistant|tool|function)[ \t]*(?:\[.*\])?[ \t]*:[ \t]*$/gim

const headSchema = z.looseObject({ name: z.string().optional(), description: z.string().optional() })

/** Keys that say nothing about what is asked, or are taken over. */
const silentKeys = new Set([
  '$schema',
  'name',
  'displayName',
  'description',
  'version',
  'authors',
  'tags',
  'metadata',
  'inputs',
])
const keyNotes: Readonly<Record<string, string>> = {
  model: 'model is left out: the task file names the models',
  sample: 'sample is left out: rows of the task are the inputs',
  template: 'template is left out: variables, if and for are read as they are here',
  outputs: 'outputs is left out: the answer has the form of the task',
  tools: 'tools are not supported and left out',
}

/**
 * A `.prompty` file (YAML front matter, then sections that begin with `system:` and the like, in Jinja) as a prompt. What
 * has no counterpart is named in the notes; what would change the question is refused.
 *
 * @throws TaskError for front matter that is no YAML, tool messages, tags beyond `if` and `for`, and variables that cannot
 * be told.
 */
export function importPrompty(source: string, mapping: VariableMapping): ImportedPrompt {
  const plain = source.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const found = frontMatter.exec(plain)
  const head = parseHead(found?.[1] ?? '', mapping.file)
  const body = found === null ? plain : plain.slice(found[0].length)
  const sections = withRoles(fromJinja(body), mapping.file)
  const { text, notes } = mapVariables(sections, mapping)
  const lastRole = [...text.matchAll(/^=== (\w+)/gmu)].at(-1)?.[1]
  const isOpen = lastRole !== 'user' || !/\{\{-?\s*input\b/u.test(text)
  return {
    text: isOpen ? `${text}=== user\n{{ input }}\n` : text,
    ...(head.name === undefined ? {} : { title: head.name }),
    ...(head.description === undefined ? {} : { description: head.description }),
    notes: [
      ...notes,
      ...(isOpen ? ['a user message with {{ input }} was added at the end'] : []),
      ...notesOfKeys(Object.keys(head)),
      ...(/!\[[^\]]*\]\(/u.test(text) ? ['images are not supported: they are left as text'] : []),
    ],
  }
}

function parseHead(yaml: string, file: string): z.infer<typeof headSchema> {
  try {
    return headSchema.parse(parse(yaml) ?? {})
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof z.ZodError)) throw error
    const [reason = ''] = error instanceof YAMLParseError ? error.message.split('\n') : ['it is no mapping']
    throw new TaskError(`${file}: what stands between the --- lines cannot be read: ${reason}`, {
      cause: error,
    })
  }
}

/** Comments go, and `elif` is `elsif` here; `if`, `for` and white-space control are written the same. */
function fromJinja(body: string): string {
  return body
    .replaceAll(/\{#.*?#\}/gsu, '')
    .replaceAll(/\{%(-?)\s*elif\b/gu, '{%$1 elsif')
    .replaceAll(/\{%(-?)\s*(endif|endfor)\s*(-?)%\}/gu, '{%$1 $2 $3%}')
}

function withRoles(body: string, file: string): string {
  const [forbidden] = [...body.matchAll(roleLine)].filter(([, role = '']) => /tool|function/iu.test(role))
  if (forbidden !== undefined)
    throw new TaskError(`${file} has a section "${forbidden[0].trim()}". Calls of tools are not supported.`, {
      hint: 'Sections may be system, user and assistant.',
    })
  const roles = (_: string, role: string) =>
    `=== ${role.toLowerCase() === 'developer' ? 'system' : role.toLowerCase()}`
  const sections = body.replaceAll(roleLine, roles).trim()
  return sections.startsWith('=== ') ? `${sections}\n` : `=== system\n${sections}\n`
}

function notesOfKeys(keys: readonly string[]): string[] {
  return keys
    .filter((key) => !silentKeys.has(key))
    .map((key) => keyNotes[key] ?? `${key} is not supported and left out`)
}
