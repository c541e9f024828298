import * as z from 'zod'
import type { Candidate } from '../../../contracts/candidate.ts'
import { jsonObjectSchema, type JsonObject } from '../../../contracts/json.ts'
import type { Task } from '../../../contracts/task.ts'
import { promptParts, withoutBlocks, type PromptPart } from './prompt-parts.ts'

/** One thing less: its name, and a spec without it (the same spec where it has no such thing). */
export interface Simplification {
  dropped: string
  apply(spec: JsonObject): JsonObject
}

const promptShape = z.looseObject({
  template: z.string(),
  demonstrations: z.number(),
  demonstrationTokens: z.number(),
  rows: z.array(z.string()).optional(),
  shows: z.string().optional(),
})

/**
 * What may be taken out of a prompt candidate: half or all of its demonstrations, and parts of its template. None where the
 * candidate is no prompt of ours, or the reader wrote it.
 */
export function simplerPrompts(
  { spec, kind }: Pick<Candidate, 'spec' | 'kind'>,
  task: Pick<Task, 'labels'>,
): Simplification[] {
  const prompt = promptShape.safeParse(spec)
  if (!prompt.success || kind === 'prompt/custom') return []
  const { demonstrations, shows } = prompt.data
  const isDemonstrated = demonstrations > 0
  const parts = partsOf(prompt.data)
    .filter(({ name }) => name !== 'definitions' || Object.keys(task.labels).length > 0)
    .map(({ name }): Simplification => ({ dropped: name, apply: (from) => withoutPart(from, name) }))
  return [
    ...(demonstrations >= 2 ? [{ dropped: 'half of the demonstrations', apply: withHalf }] : []),
    ...(isDemonstrated && shows !== undefined
      ? [{ dropped: 'all demonstrations', apply: withoutDemonstrations }]
      : []),
    ...parts,
  ]
}

function withoutPart(spec: JsonObject, name: string): JsonObject {
  const prompt = promptShape.parse(spec)
  const part = partsOf(prompt).find((one) => one.name === name)
  return plain({ ...spec, template: part?.without ?? prompt.template })
}

/** Fixed demonstrations need not show every label: without the list some could never be answered. */
function partsOf({ template, demonstrations, rows }: z.infer<typeof promptShape>): PromptPart[] {
  return promptParts(template, { isListOptional: demonstrations > 0 && rows === undefined })
}

function withHalf(spec: JsonObject): JsonObject {
  const { demonstrations, demonstrationTokens, rows } = promptShape.parse(spec)
  const half = Math.floor(demonstrations / 2)
  return plain({
    ...spec,
    demonstrations: half,
    demonstrationTokens: Math.ceil(demonstrationTokens / 2),
    ...(rows === undefined ? {} : { rows: rows.slice(0, half) }),
  })
}

function withoutDemonstrations(spec: JsonObject): JsonObject {
  const { rows: _, ...rest } = spec
  const template = withoutBlocks(promptShape.parse(spec).template, 'for demonstration in')
  return plain({ ...rest, template, shows: 'nothing', demonstrations: 0, demonstrationTokens: 0 })
}

/** What was searched for belongs to the prompt it was found for. */
function plain(spec: JsonObject): JsonObject {
  const { search: _, optimisation: __, ...prompt } = spec
  return jsonObjectSchema.parse(prompt)
}
