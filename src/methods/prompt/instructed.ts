import * as z from 'zod'
import type { Json } from '../../contracts/json.ts'
import type { FitContext, TrainingSplit } from '../../contracts/method.ts'
import { getJson, putJson } from '../artifact-codec.ts'
import { answerFormatOf } from './answers/answer-format.ts'
import { learnFields, learntFieldSchema } from './definitions/learn-fields.ts'
import { learnLabels, learntLabelSchema } from './definitions/learn-labels.ts'
import { learnStyle } from './definitions/learn-style.ts'
import { promptMethod } from './prompt-method.ts'

/**
 * Instructions alone, but learnt ones: what each label or field speaks of, short typical wordings, what is easily mixed up,
 * rules of style. All are counted on train rows; no model is asked. Definitions of the task file stand in their place.
 */
export const instructed = promptMethod({
  name: 'instructed',
  recipeVersion: 2,
  kinds: ['classification', 'extraction', 'generation'],
  refitsOnAll: true,
  demonstrates: false,
  embeds: false,
  told: ({ kind, rules }) => (kind === 'generation' ? rules : undefined),
  async prepare(_spec, split, context) {
    const learnt = learnInstructions(split, context)
    return { artifacts: [await putJson(context.artifacts, 'instructions', learnt)] }
  },
  async open(candidate, { artifacts }) {
    const learnt = instructionsSchema.parse(await getJson(candidate, 'instructions', artifacts))
    const variables: Record<string, Json> = { ...learnt }
    return { source: { pick: async () => [], close: async () => undefined }, variables }
  },
})

/** The variables of `prompts/instructed.liquid`; those of other kinds of task are empty. */
const instructionsSchema = z.object({
  definitions: z.array(learntLabelSchema),
  fieldNotes: z.array(learntFieldSchema),
  rules: z.array(z.string()),
})

function learnInstructions(
  split: TrainingSplit,
  { task }: Pick<FitContext, 'task'>,
): z.infer<typeof instructionsSchema> {
  const format = answerFormatOf(task, split)
  const { train } = split
  return {
    definitions: format.kind === 'classification' ? learnLabels(format.labels, train, task.labels) : [],
    fieldNotes: format.kind === 'extraction' ? learnFields(train, format.schema) : [],
    rules: format.kind === 'generation' ? learnStyle(train, task.rules) : [],
  }
}
