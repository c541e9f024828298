import { alignAnswer } from '../../../answers/align-answer.ts'
import { readJson } from '../../../answers/read-json.ts'
import { readLabel } from '../../../answers/read-label.ts'
import { readText } from '../../../answers/read-text.ts'
import { jsonSchema, type Json } from '../../../contracts/json.ts'
import { canonicalJson } from '../../../text/canonical-json.ts'
import type { AnswerFormat } from './answer-format.ts'

/**
 * An answer in the task's form, and whether it had to be mended; or what is wrong, in words a model understands, with
 * what can be kept of it.
 */
export type ReadAnswer =
  | { output: string; validity: 'first' | 'repaired' }
  | { problem: string; kept?: string }

/** Reads what a model wrote as an answer of the task's format. Never judges whether it is right. */
export function readAnswer(raw: string, format: AnswerFormat, input: string): ReadAnswer {
  if (format.kind === 'classification')
    return labelOfSchema(raw, format.labels) ?? readLabel(raw, format.labels)
  if (format.kind === 'generation') return readText(raw)
  const read = readJson(raw, format.schema)
  if ('problem' in read) return read
  if (read.isCutOff === true) return { problem: 'The JSON was cut off before its end.', kept: read.output }
  if (!format.isVerbatim) return read
  return alignSpans(read, input)
}

/** What a server answers that was asked for the schema of a label: nothing had to be mended. */
function labelOfSchema(raw: string, labels: readonly string[]): ReadAnswer | undefined {
  const [, written] = /^\s*\{\s*"label"\s*:\s*("(?:[^"\\]|\\.)*")\s*\}\s*$/u.exec(raw) ?? []
  const label = labels.find((name) => JSON.stringify(name) === written)
  return label === undefined ? undefined : { output: label, validity: 'first' }
}

/** Spans that differ from the input by white space or quotes only become the input's own words; others are no spans. */
function alignSpans(read: { output: string; validity: 'first' | 'repaired' }, input: string): ReadAnswer {
  const { output, missing } = alignAnswer(read.output, input)
  const [first] = missing
  if (first === undefined) return output === read.output ? read : { output, validity: 'repaired' }
  const problem = `${JSON.stringify(first)} does not stand in the text. Copy the words exactly as they stand there.`
  return {
    problem,
    kept: canonicalJson(withoutTexts(jsonSchema.parse(JSON.parse(output)), new Set(missing))),
  }
}

/** The answer without these texts, and without fields and lists that held nothing else. */
function withoutTexts(value: Json, texts: ReadonlySet<string>): Json {
  if (Array.isArray(value))
    return value.filter((item) => !isText(item, texts)).map((item) => withoutTexts(item, texts))
  if (value === null || typeof value !== 'object') return value
  const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    if (member === undefined || isText(member, texts)) return []
    const left = withoutTexts(member, texts)
    return Array.isArray(left) && left.length === 0 ? [] : [[name, left]]
  })
  return Object.fromEntries(members)
}

function isText(value: Json, texts: ReadonlySet<string>): boolean {
  return typeof value === 'string' && texts.has(value)
}
