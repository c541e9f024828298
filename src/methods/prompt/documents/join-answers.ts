import { validateAgainstSchema } from '../../../answers/validate-against-schema.ts'
import type { Json, JsonObject } from '../../../contracts/json.ts'
import { jsonObjectSchema } from '../../../contracts/json.ts'
import type { Prediction } from '../../../contracts/prediction.ts'
import { mergeAnswers } from '../../../knowledge/cite/merge-answers.ts'
import { canonicalJson } from '../../../text/canonical-json.ts'
import { sumUsage, type Asked } from '../answers/ask-model.ts'

/** The answer to one section. */
export interface SectionAnswer {
  answer: Asked
  section: string
}

const worstFirst: readonly Prediction['validity'][] = ['invalid', 'fallback', 'reasked', 'repaired', 'first']

/**
 * One answer from those of the sections. Fields that no section filled are left out, unless the schema asks for them; its
 * form is as good as the worst of theirs.
 */
export function joinAnswers(
  parts: readonly SectionAnswer[],
  { text, schema }: { text: string; schema: JsonObject },
): Asked {
  const partials = parts.flatMap(({ answer, section }) => {
    const read = jsonObjectSchema.safeParse(JSON.parse(answer.output === '' ? '{}' : answer.output))
    return read.success ? [{ answer: read.data, section }] : []
  })
  const merged = withoutEmpty(mergeAnswers(partials, text).answer, schema)
  const misfits = validateAgainstSchema(merged, schema).map(({ path, message }) =>
    `${path} ${message}`.trim(),
  )
  const answers = parts.map(({ answer }) => answer)
  const { validity, problem } = formOf(answers, misfits)
  const billed = answers.flatMap(({ billedUsd }) => billedUsd ?? [])
  const observedModel = answers.findLast((answer) => answer.observedModel !== undefined)?.observedModel
  return {
    output: canonicalJson(merged),
    validity,
    ...(problem === undefined ? {} : { problem }),
    usage: sumUsage(answers.flatMap(({ usage }) => usage ?? [])),
    latencyMs: answers.reduce((sum, { latencyMs }) => sum + latencyMs, 0),
    computeMs: answers.reduce((sum, { computeMs }) => sum + computeMs, 0),
    ...(billed.length > 0 && billed.length === answers.length
      ? { billedUsd: billed.reduce((sum, usd) => sum + usd, 0) }
      : {}),
    ...(observedModel === undefined ? {} : { observedModel }),
  }
}

function withoutEmpty(answer: JsonObject, schema: JsonObject): JsonObject {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const isEmpty = (value: Json | undefined) =>
    value === undefined || value === null || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(
    Object.entries(answer).filter(([field, value]) => required.includes(field) || !isEmpty(value)),
  )
}

function formOf(
  answers: readonly Asked[],
  misfits: readonly string[],
): Pick<Prediction, 'validity' | 'problem'> {
  if (misfits.length > 0) return { validity: 'fallback', problem: `Merged: ${misfits.join('; ')}.` }
  const validity = worstFirst.find((form) => answers.some((answer) => answer.validity === form)) ?? 'first'
  const unread = answers.filter((answer) => ['fallback', 'invalid'].includes(answer.validity))
  if (unread.length === 0) return { validity }
  const first = unread[0]?.problem
  return {
    validity,
    problem: `${unread.length} of ${answers.length} sections could not be read${first === undefined ? '' : `: ${first}`}`,
  }
}
