import * as z from 'zod'
import type { ChatMessage } from '../../contracts/model.ts'
import { artifactJson, textFile, type ExportedFile, type ExportSource } from './exported-file.ts'
import { modelfile } from './modelfile.ts'

/** The weights of a local base, as they are called where they lie. */
export interface BaseWeights {
  file: string
  sha256: string
  licence: string
  contextTokens?: number
}

const configSchema = z.looseObject({
  r: z.number().int().optional(),
  base_model_name_or_path: z.string().nullish(),
})
/** What vLLM allows as `--max-lora-rank`. */
const ranks = [8, 16, 32, 64, 128, 256, 320, 512]

/** An Ollama Modelfile, and the commands that serve a local language model with llama.cpp and vLLM. */
export async function servingFiles(
  source: ExportSource,
  base: BaseWeights,
  messages: ChatMessage[] | undefined,
): Promise<ExportedFile[]> {
  const { candidate } = source.card
  const hasAdapter = candidate.artifacts.some(({ name }) => name === 'adapter.gguf')
  const limit = candidate.models.find(({ role }) => role === 'language')?.contextTokens ?? base.contextTokens
  // Examples that are looked up for each input cannot be part of a model.
  const isFixed = !candidate.artifacts.some(({ name }) => name === 'pool')
  const ollama = modelfile({
    base: base.file,
    temperature: candidate.sampling.temperature,
    ...(hasAdapter ? { adapter: 'adapter.gguf' } : {}),
    ...(limit === undefined ? {} : { contextTokens: limit }),
    ...(isFixed && messages !== undefined ? { messages } : {}),
  })
  return [
    textFile('Modelfile', ollama, 'for Ollama'),
    textFile('SERVING.md', await servingText(source, { base, hasAdapter, limit }), 'commands that serve it'),
  ]
}

async function servingText(
  source: ExportSource,
  facts: { base: BaseWeights; hasAdapter: boolean; limit: number | undefined },
): Promise<string> {
  const { base, hasAdapter, limit } = facts
  const alias = aliasOf(source)
  const context = limit === undefined ? '' : ` --ctx-size ${limit}`
  const lora = hasAdapter ? ' --lora ./adapter.gguf' : ''
  const isLabelled = source.card.candidate.artifacts.some(({ name }) => name === 'format')
  const grammar =
    isLabelled && source.card.task.kind === 'classification' ? ' --grammar-file ./labels.gbnf' : ''
  return [
    `# Serving ${source.card.candidate.name}`,
    `Base: \`${base.file}\` (sha256 ${base.sha256}, ${base.licence}). Put it beside these files, or export with \`--with-base\`.`,
    '## Ollama',
    block(`ollama create ${alias} -f Modelfile\nollama run ${alias}`),
    '## llama.cpp',
    block(
      `llama-server --model ./${base.file}${lora}${context}${grammar} --alias ${alias} --host 127.0.0.1 --port 8080`,
    ),
    '## vLLM',
    ...(hasAdapter ? await vllmAdapter(source, alias) : vllmPlain(base, alias)),
    'Send the messages of `messages.json` to `/v1/chat/completions`, temperature 0. crossover itself picks labels by their',
    'probabilities and mends answers that break their form; a server that only generates may answer differently: measure it',
    'as a provider of the task (docs/hosted-models.md) before you rely on the figures of the card.',
    '',
  ].join('\n\n')
}

async function vllmAdapter(source: ExportSource, alias: string): Promise<string[]> {
  const stored =
    (await artifactJson(source, 'adapter-config')) ?? (await artifactJson(source, 'adapter_config.json'))
  const config = configSchema.safeParse(stored).data
  const rank = ranks.find((allowed) => allowed >= (config?.r ?? 0)) ?? 512
  const named = config?.base_model_name_or_path ?? ''
  const isHub = /^[\w.-]+\/[\w.-]+$/u.test(named)
  return [
    block(
      `vllm serve ${isHub ? named : '"$BASE"'} --enable-lora --max-lora-rank ${rank} --lora-modules ${alias}=./peft`,
    ),
    ...(isHub ? [] : ['`$BASE` is the Hugging Face folder or name of the same base model.']),
  ]
}

function vllmPlain({ file }: BaseWeights, alias: string): string[] {
  return [
    block(`vllm serve ./${file} --tokenizer "$TOKENIZER" --served-model-name ${alias}`),
    '`$TOKENIZER` is the Hugging Face name of the same model; vLLM reads GGUF as an experiment, its own weights are faster.',
  ]
}

/** What the model is called where it is served: letters, digits and dashes. */
function aliasOf({ card }: ExportSource): string {
  const text = `${card.task.name}-${card.candidate.name}`.toLowerCase()
  return text
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
    .slice(0, 64)
}

function block(commands: string): string {
  return `\`\`\`sh\n${commands}\n\`\`\``
}
