import { parseDocument } from 'yaml'
import type { Json } from '../../contracts/json.ts'
import { DataError, messageOf } from '../../errors.ts'

/** Result files repeat whole test cases by alias; nested aliases that unfold beyond this are an attack. */
const mostAliases = 10_000

/** The one value of a YAML 1.2 file. @throws DataError with the line where it is no YAML. */
export function parseYamlDocument(text: string, path: string): Json {
  const document = parseDocument(text)
  const [problem] = document.errors
  if (problem !== undefined)
    throw new DataError(
      `${path} line ${problem.linePos?.[0].line ?? 1} is not YAML: ${firstLine(problem.message)}`,
      {
        cause: problem,
      },
    )
  try {
    // Tags that are no JSON (dates, binary) are not resolved by the core schema: what comes out is JSON.
    return document.toJS({ maxAliasCount: mostAliases }) as Json
  } catch (error) {
    throw new DataError(`${path} cannot be read as YAML: ${firstLine(messageOf(error))}`, { cause: error })
  }
}

function firstLine(message: string): string {
  return `${(message.split('\n', 1)[0] ?? '').replace(/( at line \d+, column \d+)?[.:]?$/u, '')}.`
}
