import { LineCounter, parseDocument, type Document } from 'yaml'
import { TaskError, messageOf } from '../errors.ts'

/** A parsed task file: plain data, and where in the file a key stands. */
export interface TaskYaml {
  value: unknown
  /** " (line 12)" of a path or of its nearest parent in the file; "" when there is none. */
  lineOf: (path: readonly PropertyKey[]) => string
}

/** What a file of "key: value" lines is called, and how one comes about. */
interface YamlFile {
  what: string
  hint: string
}

const taskYaml: YamlFile = { what: 'A task file', hint: 'crossover init <data file> writes one.' }
const mostAliases = 50

/**
 * Plain data from a task file's YAML 1.2. Nothing but data: custom tags are errors.
 *
 * @throws TaskError with line and column when the text is no YAML, has a key twice or expands too many aliases.
 */
export function parseTaskYaml(text: string, file: string, kind: YamlFile = taskYaml): TaskYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0])
    throw new TaskError(`${file} line ${line}, column ${col} is not valid YAML: ${problem.message}.`, {
      hint:
        problem.code === 'DUPLICATE_KEY'
          ? 'Each key may stand once.'
          : 'Check indentation, colons and quotes there.',
      cause: problem,
    })
  }
  return { value: toPlain(document, { file, ...kind }), lineOf: (path) => lineOf(document, lines, path) }
}

function toPlain(document: Document.Parsed, { file, what, hint }: YamlFile & { file: string }): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases })
    if (value === null || value === undefined) throw new TaskError(`${file} is empty.`, { hint })
    if (typeof value === 'object' && !Array.isArray(value)) return value
    throw new TaskError(
      `${file} holds ${Array.isArray(value) ? 'a list' : 'a single value'}. ${what} is a set of "key: value" lines.`,
    )
  } catch (error) {
    if (error instanceof TaskError) throw error
    throw new TaskError(`${file} cannot be read as YAML: ${messageOf(error)}.`, { cause: error })
  }
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): string {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
    if (Array.isArray(range) && typeof range[0] === 'number') return ` (line ${lines.linePos(range[0]).line})`
  }
  return ''
}
