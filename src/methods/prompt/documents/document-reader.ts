import * as z from 'zod'
import type { Candidate } from '../../../contracts/candidate.ts'
import type { FitContext, Method, OpenContext, TrainingSplit } from '../../../contracts/method.ts'
import type { Passage } from '../../../knowledge/split/passage.ts'
import { getJson, putJson } from '../../artifact-codec.ts'
import type { Fitted } from '../../fit-candidate.ts'
import { answerFormatOf } from '../answers/answer-format.ts'
import type { Asked } from '../answers/ask-model.ts'
import type { PromptName } from '../default-prompts.data.ts'
import { promptMethod } from '../prompt-method.ts'
import type { PromptSpec } from '../prompt-spec.ts'
import type { Exchange } from '../request-answerer.ts'
import { documentIndexes } from './document-indexes.ts'
import { documentSpecSchema, documentSpec, type DocumentSpec } from './document-spec.ts'
import { fieldSearches } from './field-searches.ts'
import { rememberQueries } from './remember-queries.ts'
import { rankForFields } from './rank-for-fields.ts'
import { whyReadWhole } from './why-read-whole.ts'

/** What a strategy that reads an input in parts has at hand for one question. */
export interface Reading extends Exchange {
  spec: DocumentSpec
  /** All passages of the input, and those found for the fields of the schema, best first; indexes the input. */
  find: () => Promise<{ all: readonly Passage[]; ranked: readonly Passage[] }>
}

/** What makes one way of reading in parts differ from another. */
export interface DocumentReader {
  name: Extract<PromptName, 'passages' | 'sections'>
  recipeVersion: number
  ask: (reading: Reading) => Promise<Asked>
}

const searchesSchema = z.array(z.object({ field: z.string(), queries: z.array(z.string()) }))

/**
 * A way of reading long inputs in parts as a method: passages are found by words and vectors with queries learnt from
 * train. Where every input fits whole it is not measured, unless the task file names it.
 */
export function documentReader({ name, recipeVersion, ask }: DocumentReader): Method<PromptSpec> {
  const method = promptMethod({
    name,
    recipeVersion,
    kinds: ['extraction'],
    refitsOnAll: true,
    demonstrates: false,
    embeds: true,
    prepare,
    open: (candidate, context) => openReader(candidate, context, ask),
  })
  return {
    ...method,
    specs: (task) => (task.kind === 'extraction' ? method.specs(task).map((spec) => documentSpec(spec)) : []),
    async fit(spec, split, context) {
      const whole = await whyReadWhole({ kind: method.kind, name }, { spec, split, context })
      return whole ?? method.fit(spec, split, context)
    },
  }
}

async function prepare(_spec: PromptSpec, split: TrainingSplit, context: FitContext): Promise<Fitted> {
  const format = answerFormatOf(context.task, split)
  const searches = format.kind === 'extraction' ? fieldSearches(format.schema, split) : []
  const stored = searches.map((search) => ({ ...search }))
  return { artifacts: [await putJson(context.artifacts, 'searches', stored)] }
}

async function openReader(candidate: Candidate, context: OpenContext, ask: DocumentReader['ask']) {
  const spec = documentSpec(documentSpecSchema.parse(candidate.spec))
  const searches = searchesSchema.parse(await getJson(candidate, 'searches', context.artifacts))
  const model = await context.pool.embedder(candidate.models[1]?.name ?? context.task.models.embedding)
  const embedder = rememberQueries(
    model,
    searches.flatMap(({ queries }) => queries),
  )
  const indexOf = documentIndexes({ embedder, passageTokens: spec.passageTokens })
  return {
    source: { pick: async () => [], close: () => embedder.close() },
    ask: (exchange: Exchange) =>
      ask({
        ...exchange,
        spec,
        async find() {
          const { perField } = spec
          const index = await indexOf(exchange.input, exchange.signal)
          const ranked = await rankForFields(index, searches, { perField, signal: exchange.signal })
          return { all: index.passages, ranked }
        },
      }),
  }
}
