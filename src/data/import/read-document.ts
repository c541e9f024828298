import type { RawRow } from '../../contracts/example.ts'
import type { Json } from '../../contracts/json.ts'
import { DataError } from '../../errors.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { fieldAtPath } from './field-at-path.ts'
import type { DataFile } from './open-data-file.ts'
import { isJsonObject, toJsonRow } from './parse-json-row.ts'
import { parseYamlDocument } from './parse-yaml-document.ts'
import { describeBytes } from './read-lines.ts'
import type { ReaderLimits } from './reader-limits.ts'
import { shorten } from './shorten.ts'

/** Where result files and API pages keep their rows: promptfoo, OpenAI lists, Langfuse pages, and others. */
const rowPaths = ['results.results', 'data', 'results', 'rows', 'items', 'examples', 'traces', 'observations']

/**
 * Rows of a JSON or YAML file that is one object: those of the list it holds, else the object as the only row. Read whole.
 *
 * @throws DataError when it is too large (`documentBytes`, `yamlBytes`), or no JSON or YAML.
 */
export async function* readDocument(
  file: DataFile,
  { limits, isYaml }: { limits: ReaderLimits; isYaml: boolean },
): AsyncGenerator<RawRow> {
  const { path } = file
  const { size } = await file.handle.stat()
  const most = isYaml ? limits.yamlBytes : limits.documentBytes
  if (size > most) throw tooLarge(path, { size, most, isYaml })
  let text = ''
  const chunks: AsyncIterable<Uint8Array> = file.handle.createReadStream({ start: 0, autoClose: false })
  for await (const piece of decodeUtf8(chunks, path)) text += piece
  const document = isYaml ? parseYamlDocument(text, path) : parse(text, path)
  const lists = rowPaths.map((at) => (isJsonObject(document) ? fieldAtPath(document, at) : undefined))
  const rows = lists.find((list) => Array.isArray(list) && list.some((row) => isJsonObject(row)))
  let number = 0
  for (const value of Array.isArray(rows) ? rows : [document]) {
    number += 1
    yield toJsonRow(value, number, { path, unit: 'row', limits })
  }
}

function tooLarge(path: string, { size, most, isYaml }: { size: number; most: number; isYaml: boolean }) {
  const what = isYaml ? 'a YAML document' : 'one JSON object'
  return new DataError(
    `${path} is ${what} of ${describeBytes(size)}; the largest that is read is ${describeBytes(most)}.`,
    {
      hint: isYaml
        ? 'Write the results as JSON lines instead, e.g. promptfoo export … -o results.jsonl'
        : "Take its rows out first, e.g. jq -c '.results.results[]' results.json > results.jsonl",
    },
  )
}

function parse(text: string, path: string): Json {
  try {
    // JSON.parse is the border: its result is JSON by definition.
    return JSON.parse(text) as Json
  } catch (error) {
    throw new DataError(`${path} is not JSON: ${shorten(text)}`, {
      hint: 'A .json file is one array, one object, or one object a line (JSON lines).',
      cause: error,
    })
  }
}
