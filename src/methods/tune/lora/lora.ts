import type { Candidate } from '../../../contracts/candidate.ts'
import type { Method, OpenContext } from '../../../contracts/method.ts'
import type { Predictor } from '../../../contracts/prediction.ts'
import { isHostedName } from '../../../models/http/hosted-name.ts'
import { artifactNamed, getJson } from '../../artifact-codec.ts'
import { fitCandidate } from '../../fit-candidate.ts'
import { answerFormatSchema } from '../../prompt/answers/answer-format.ts'
import { promptPath } from '../../prompt/library/load-prompt.ts'
import { requestAnswerer } from '../../prompt/request-answerer.ts'
import { needsTrainer } from '../not-measured.ts'
import { loadLoraPrompt } from './load-lora-prompt.ts'
import { loraSettings } from './lora-settings.ts'
import { loraSpecSchema } from './lora-spec.ts'
import type { LoraSpec } from './lora-spec.ts'
import { trainLora } from './train-lora.ts'
import { rowPrompt } from './training-rows.ts'

/**
 * Low-rank adapters (LoRA) on a local language model, asked with a short prompt. Each epoch is converted, opened in
 * the host that would serve it and scored on validation rows with the task's metric; the best epoch is kept.
 */
export const lora: Method<LoraSpec> = {
  kind: 'tune/lora',
  family: 'tune',
  recipeVersion: 2,
  needs: ['language-model', 'trainer'],
  kinds: ['classification', 'extraction', 'generation'],
  specs: (task) =>
    task.models.language
      .filter((language) => !isHostedName(language))
      .map((language) => ({
        language,
        template: '',
        ...(task.tuning.recipes > 1 && { recipes: task.tuning.recipes }),
        ...(task.tuning.canaries > 0 && { canaries: task.tuning.canaries }),
      })),
  // It watches validation while it trains.
  refitsOnAll: false,
  async fit(given, split, context) {
    const { trainer, task } = context
    const weights = context.pool.weights?.bind(context.pool)
    if (trainer === undefined || weights === undefined) return needsTrainer
    const base = await context.pool.identify(given.language)
    const template = given.template === '' ? await loadLoraPrompt(task) : given.template
    const size = { rows: split.train.length, parameters: base.parameters }
    const spec = loraSettings({ ...given, template }, size)
    const name = task.models.language.length > 1 ? `lora (${given.language})` : 'lora'
    const request = { method: lora, name, spec, split, context, models: [base] }
    return fitCandidate(request, async () => {
      const path = await weights(given.language)
      return trainLora({ spec, split, context, trainer, base: { name: given.language, path }, request })
    })
  },
  open: openLora,
}

async function openLora(candidate: Candidate, context: OpenContext): Promise<Predictor> {
  const spec = loraSpecSchema.parse(candidate.spec)
  const format = answerFormatSchema.parse(await getJson(candidate, 'format', context.artifacts))
  const { sha256 } = artifactNamed(candidate, 'adapter.gguf')
  const path = await context.artifacts.path(artifactNamed(candidate, 'adapter.gguf'))
  const model = await context.pool.language(spec.language, { adapter: { path, sha256 } })
  const file = promptPath(context.task.folder, 'lora')
  const ask = rowPrompt({ template: spec.template, file, task: context.task, format })
  const source = { pick: async () => [], close: async () => undefined }
  const answer = requestAnswerer({
    model,
    format,
    opened: { source },
    render: ({ input }) => ask(typeof input === 'string' ? input : ''),
  })
  return { predict: (request) => answer(request), close: () => model.close() }
}
