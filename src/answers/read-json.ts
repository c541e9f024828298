import { jsonrepair } from 'jsonrepair'
import type { Json, JsonObject } from '../contracts/json.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { jsonInText, type JsonStretch } from './json-in-text.ts'
import { typesOf } from './schema-types.ts'
import { fitToSchema } from './fit-to-schema.ts'
import { resolveSchema } from './resolve-schema.ts'
import { validateAgainstSchema } from './validate-against-schema.ts'

/**
 * JSON read from a model's text, or the sentence to ask it again with. `output` is canonical JSON. `isCutOff`: the text
 * ended in the middle of the answer, so what is there may be a part of it.
 */
export type JsonReading =
  | { output: string; validity: 'first' | 'repaired'; isCutOff?: true }
  | { problem: string }

const longestText = 1_000_000
const deepest = 64
const shownProblems = 5

/**
 * The JSON answer in a model's text. `first` only when the whole text is JSON that fits the schema; `repaired` when it had
 * fences or prose around it, was mended (quotes, commas, brackets), or bent to the schema in a trifle (`fitToSchema`).
 * Without a schema any object or list will do.
 */
export function readJson(raw: string, schema?: JsonObject): JsonReading {
  const text = raw.trim()
  if (text === '') return { problem: 'The answer is empty. Answer with JSON only.' }
  if (text.length > longestText) {
    return {
      problem: `The answer has ${text.length} characters, more than ${longestText}. Answer with JSON only.`,
    }
  }
  const unfenced = text.replaceAll(/^\s*```[\w-]*[ \t]*$/gmu, '')
  const stretches = jsonInText(unfenced, openingOf(schema))
  if (stretches.length === 0) return { problem: 'There is no JSON in the answer. Answer with JSON only.' }
  if (stretches.some(({ depth }) => depth > deepest)) {
    return { problem: `The answer is nested more than ${deepest} levels deep.` }
  }
  return readStretches(stretches, { text, schema })
}

/** The first stretch that is JSON as it stands and fits the schema, else the first that does when mended. */
function readStretches(
  stretches: readonly JsonStretch[],
  { text, schema }: { text: string; schema: JsonObject | undefined },
): JsonReading {
  let problem: string | undefined
  for (const parser of [parse, mend]) {
    for (const stretch of stretches) {
      const value = parser(stretch.text)
      if (value === undefined) continue
      const fit = fitted(value, schema)
      if ('problem' in fit) {
        problem ??= `${isCutOff(stretch) ? 'The answer stops before it is complete. ' : ''}${fit.problem}`
        continue
      }
      const isFirst = parser === parse && !fit.isBent && stretch.text === text
      return {
        output: fit.output,
        validity: isFirst ? 'first' : 'repaired',
        ...(isCutOff(stretch) ? { isCutOff: true } : {}),
      }
    }
  }
  return { problem: `${problem ?? 'The answer is not JSON.'} Answer with JSON only.` }
}

/**
 * Whether text is missing at the end. An odd quote may also stand inside a text ("5" pipe"): then the last quote closes
 * one, while that of cut JSON opens one (after a colon, comma or bracket) or is escaped.
 */
function isCutOff({ text, isClosed, isInString }: JsonStretch): boolean {
  if (isClosed) return false
  const beforeLastQuote = text.slice(0, text.lastIndexOf('"')).trimEnd()
  return !isInString || !/[}\]]$/u.test(text) || /[:,[{\\]$/u.test(beforeLastQuote)
}

/** Which bracket an answer starts with. */
function openingOf(schema: JsonObject | undefined): '{' | '[' | 'either' {
  const types = schema === undefined ? undefined : typesOf(resolveSchema(schema, schema))
  if (types === undefined) return 'either'
  if (types.includes('array')) return types.includes('object') ? 'either' : '['
  return '{'
}

/** `undefined` is no JSON value, so it can say that there is none. */
function parse(text: string): Json | undefined {
  try {
    // JSON.parse gives JSON; a number too large for a double would become infinite and is refused below.
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function mend(text: string): Json | undefined {
  try {
    return parse(jsonrepair(text))
  } catch {
    return undefined
  }
}

function fitted(
  value: Json,
  schema: JsonObject | undefined,
): { output: string; isBent: boolean } | { problem: string } {
  if (hasInfinity(value)) return { problem: 'A number in the answer is too large.' }
  if (schema === undefined) return { output: canonicalJson(value), isBent: false }
  if (validateAgainstSchema(value, schema).length === 0)
    return { output: canonicalJson(value), isBent: false }
  const bent = fitToSchema(value, schema)
  const problems = validateAgainstSchema(bent, schema)
  if (problems.length === 0) return { output: canonicalJson(bent), isBent: true }
  const shown = problems
    .slice(0, shownProblems)
    .map(({ path, message }) => `${path === '' ? 'The answer' : path} ${message}`)
  return { problem: `${shown.join('; ')}.` }
}

function hasInfinity(value: Json): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((member) => member !== undefined && hasInfinity(member))
}
