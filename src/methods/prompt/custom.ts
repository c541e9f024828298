import * as z from 'zod'
import type { Method } from '../../contracts/method.ts'
import { getJson, putJson } from '../artifact-codec.ts'
import { demonstrationOf, demonstrationSchema } from './demonstration.ts'
import { pickDemonstrations } from './pick-demonstrations.ts'
import { promptMethod } from './prompt-method.ts'
import type { PromptSpec } from './prompt-spec.ts'
import { variablesOfPrompt } from './prompt-template.ts'

const strategy = promptMethod({
  name: 'custom',
  recipeVersion: 2,
  kinds: ['classification', 'extraction', 'generation'],
  refitsOnAll: false,
  demonstrates: true,
  embeds: false,
  async prepare(spec, split, context) {
    const isShowing = variablesOfPrompt(spec.template, spec.prompt ?? 'custom').includes('demonstrations')
    const count = isShowing ? spec.demonstrations : 0
    const rows = pickDemonstrations({ train: split.train, count, seed: context.seed })
    return {
      spec: { ...spec, rows: rows.map((row) => row.id) },
      artifacts: [await putJson(context.artifacts, 'demonstrations', rows.map(demonstrationOf))],
    }
  },
  async open(candidate, context) {
    const stored = await getJson(candidate, 'demonstrations', context.artifacts)
    const demonstrations = z.array(demonstrationSchema).parse(stored)
    return { source: { pick: async () => demonstrations, close: async () => undefined } }
  },
})

/**
 * A prompt of the reader's own: each file of `prompts/` that the task lists under `prompts` is a candidate. One that
 * names `demonstrations` is shown the rows `prompt/few-shot` draws.
 */
export const custom: Method<PromptSpec> = {
  ...strategy,
  specs: (task) =>
    task.prompts.flatMap((prompt) => strategy.specs(task).map((spec) => ({ ...spec, prompt }))),
}
