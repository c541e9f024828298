import { resolve } from 'node:path'
import * as z from 'zod'
import type { Artifact, Candidate } from '../../../contracts/candidate.ts'
import type { FitContext, Method, OpenContext, TrainingSplit } from '../../../contracts/method.ts'
import { StoreError } from '../../../errors.ts'
import type { Document } from '../../../knowledge/read/document.ts'
import { readFolder } from '../../../knowledge/read/read-folder.ts'
import { createIndex, indexFromBytes } from '../../../knowledge/search/create-index.ts'
import { splitDocument } from '../../../knowledge/split/split-document.ts'
import { getJson, putJson } from '../../artifact-codec.ts'
import { demonstrationOf, demonstrationSchema } from '../demonstration.ts'
import { pickDemonstrations } from '../pick-demonstrations.ts'
import { promptMethod, type PromptStrategy } from '../prompt-method.ts'
import { promptSpecSchema, type PromptSpec } from '../prompt-spec.ts'
import { askGrounded } from './ask-grounded.ts'

/** A prompt that is given passages of the knowledge folder. */
const groundedSpecSchema = promptSpecSchema.extend({
  /** Digest of the folder's documents, once they are read. */
  knowledge: z.string().optional(),
  /** Tokens of a passage at most, by estimate. */
  passageTokens: z.number().int().positive().default(200),
  /** Passages looked at for one input, and the tokens they may take together, by the model's count. */
  passages: z.number().int().positive().default(8),
  knowledgeTokens: z.number().int().positive().default(1200),
})

const none = groundedMethod([])

/**
 * Passages of the folder `data.knowledge` that are found for the input, given with numbers the answer names; citations
 * come of them, and numbers and names that neither they nor the input hold are counted. Some train rows show the voice.
 */
export const grounded: Method<PromptSpec> = {
  ...none,
  specs: (task) =>
    task.data.knowledge === undefined ? [] : none.specs(task).map((spec) => groundedSpecSchema.parse(spec)),
  async fit(spec, split, context) {
    const { folder, data } = context.task
    const { documents, digest } = await readFolder(resolve(folder, data.knowledge ?? 'knowledge'))
    return groundedMethod(documents).fit(identified(spec, digest), split, context)
  },
}

/** The documents' digest is part of the spec, so that a changed folder is another candidate. */
function identified(spec: PromptSpec, knowledge: string): PromptSpec {
  const whole = { ...groundedSpecSchema.parse(spec), knowledge }
  return whole
}

function groundedMethod(documents: readonly Document[]): Method<PromptSpec> {
  const strategy: PromptStrategy = {
    name: 'grounded',
    recipeVersion: 1,
    kinds: ['generation'],
    refitsOnAll: false,
    demonstrates: true,
    embeds: true,
    prepare: (spec, split, context) => prepare(documents, { spec, split, context }),
    open,
  }
  return promptMethod(strategy)
}

async function prepare(
  documents: readonly Document[],
  { spec, split, context }: { spec: PromptSpec; split: TrainingSplit; context: FitContext },
) {
  const { passageTokens } = groundedSpecSchema.parse(spec)
  const rows = pickDemonstrations({ train: split.train, count: spec.demonstrations, seed: context.seed })
  return {
    spec: { ...spec, rows: rows.map(({ id }) => id) },
    artifacts: [
      await putIndex(documents, passageTokens, context),
      await putJson(context.artifacts, 'demonstrations', rows.map(demonstrationOf)),
    ],
  }
}

async function putIndex(
  documents: readonly Document[],
  maxTokens: number,
  context: FitContext,
): Promise<Artifact> {
  const passages = documents.flatMap((document) => splitDocument(document, { maxTokens }))
  const embedder = await context.pool.embedder(context.task.models.embedding)
  const progress = (done: number) =>
    context.progress({ label: 'grounded: embedding', done, total: passages.length, unit: 'passages' })
  try {
    progress(0)
    const index = await createIndex(passages, { embedder, signal: context.signal })
    progress(passages.length)
    return await context.artifacts.put('index', index.toBytes())
  } finally {
    await embedder.close()
  }
}

async function open(candidate: Candidate, context: OpenContext): ReturnType<PromptStrategy['open']> {
  const spec = groundedSpecSchema.parse(candidate.spec)
  const stored = await getJson(candidate, 'demonstrations', context.artifacts)
  const demonstrations = z.array(demonstrationSchema).parse(stored)
  const artifact = candidate.artifacts.find(({ name }) => name === 'index')
  if (artifact === undefined)
    throw new StoreError(`Candidate ${candidate.name} has no artifact "index".`, { hint: 'Run again.' })
  const bytes = await context.artifacts.get(artifact)
  const embedder = await context.pool.embedder(candidate.models[1]?.name ?? context.task.models.embedding)
  const index = indexFromBytes(bytes, { embedder })
  const { passages: most, knowledgeTokens } = spec
  return {
    source: { pick: async () => [], close: () => embedder.close() },
    ask: (exchange) => askGrounded(exchange, { index, demonstrations, most, knowledgeTokens }),
  }
}
