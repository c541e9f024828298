import type { Candidate } from '../../contracts/candidate.ts'
import type { Json } from '../../contracts/json.ts'
import type { FitContext, Method, OpenContext, TrainingSplit } from '../../contracts/method.ts'
import type { LanguageModel } from '../../contracts/model.ts'
import type { Predictor } from '../../contracts/prediction.ts'
import type { Task } from '../../contracts/task.ts'
import { getJson, putJson } from '../artifact-codec.ts'
import { fitCandidate, type FitRequest, type Fitted } from '../fit-candidate.ts'
import { answerFormatOf, answerFormatSchema } from './answers/answer-format.ts'
import type { Asked } from './answers/ask-model.ts'
import { requestAnswerer, type Exchange } from './request-answerer.ts'
import type { Demonstration } from './demonstration.ts'
import { demonstrationAllowance } from './demonstration-allowance.ts'
import type { PromptName } from './default-prompts.data.ts'
import { checkPrompt } from './library/check-prompt.ts'
import { loadPrompt, promptPath } from './library/load-prompt.ts'
import { promptSpecSchema, type PromptSpec } from './prompt-spec.ts'
import { compilePrompt } from './prompt-template.ts'
import { promptVariables } from './prompt-variables.ts'
import { plannedSearchCalls, searchedSpec, searchPrompt, type PromptSearch } from './search/search-prompt.ts'

/** Picks the demonstrations of one input. */
export interface DemonstrationSource {
  pick(text: string, signal: AbortSignal): Promise<Demonstration[]>
  close(): Promise<void>
}

/** What a strategy adds to a prompt once its candidate is opened. */
export interface OpenedStrategy {
  source: DemonstrationSource
  /** Template variables beyond those every prompt has. */
  variables?: Record<string, Json>
  /** How it comes to an answer, where that is not one question in the task's format. */
  ask?: (exchange: Exchange) => Promise<Asked>
}

/** What makes one prompt strategy differ from another. */
export interface PromptStrategy {
  /** Also the name of its prompt; `custom` has one of its own for each spec. */
  name: PromptName | 'custom'
  recipeVersion: number
  kinds: Method['kinds']
  refitsOnAll: boolean
  /** Whether its prompt shows examples. */
  demonstrates: boolean
  /** The embedder is part of the candidate when demonstrations are found by it. */
  embeds: boolean
  /** What else of the task its prompt is told, so that it is fitted anew where that changes. */
  told?(task: Task): Json | undefined
  /** Where it takes more than one plain question a row: see `Method.plannedCalls`. */
  plannedCalls?(split: TrainingSplit): number
  /** What its thorough form tries on validation rows: a second spec, admitted while there is budget. */
  search?: PromptSearch
  prepare(spec: PromptSpec, split: TrainingSplit, context: FitContext): Promise<Fitted>
  open(candidate: Candidate, context: OpenContext, model: LanguageModel): Promise<OpenedStrategy>
}

/** A prompt strategy as a method: its template, its demonstrations, and an answer in the task's format. */
export function promptMethod(strategy: PromptStrategy): Method<PromptSpec> {
  const method: Method<PromptSpec> = {
    kind: `prompt/${strategy.name}`,
    family: 'prompt',
    recipeVersion: strategy.recipeVersion,
    kinds: strategy.kinds,
    refitsOnAll: strategy.refitsOnAll,
    ...plannedCallsOf(strategy),
    specs(task) {
      const quick = task.models.language.map((language) => initialSpec(strategy, task, language))
      const isSearching = strategy.search !== undefined
      return isSearching ? [...quick, ...quick.flatMap((spec) => searchedSpec(spec, task))] : quick
    },
    async fit(given, split, context) {
      const spec = { ...given, template: await templateOf(strategy, given, context.task) }
      const request = await fitRequest({ method, strategy, spec, split, context })
      return fitCandidate(request, async () => {
        const { search } = strategy
        const chosen =
          search === undefined ? spec : await searchPrompt(search, method, { spec, split, context })
        const fitted = { spec: chosen, ...(await strategy.prepare(chosen, split, context)) }
        const format = answerFormatOf(context.task, split)
        const artifacts = [
          await context.artifacts.put('prompt', Buffer.from(spec.template)),
          await putJson(context.artifacts, 'format', format),
        ]
        return { ...fitted, artifacts: [...artifacts, ...fitted.artifacts] }
      })
    },
    reorders: ({ spec }) => strategy.demonstrates && mostShown(promptSpecSchema.parse(spec)) > 1,
    open: (candidate, context) => openPrompt(strategy, candidate, context),
  }
  return method
}

/** Demonstrations its prompt shows at most. */
function mostShown({ rows, demonstrations }: PromptSpec): number {
  return rows === undefined ? demonstrations : rows.length
}

/** Of a searching strategy, what its search asks; otherwise the strategy's own figure, where it is not quick. */
function plannedCallsOf(strategy: PromptStrategy): Pick<Method<PromptSpec>, 'plannedCalls'> {
  const { search } = strategy
  if (search !== undefined) return { plannedCalls: (spec, split) => plannedSearchCalls(search, spec, split) }
  if (strategy.plannedCalls === undefined) return {}
  return { plannedCalls: (_spec, split) => strategy.plannedCalls?.(split) ?? 0 }
}

/** The text a spec brings along, else the one in `prompts/`, which may have been edited. */
async function templateOf(strategy: PromptStrategy, spec: PromptSpec, task: Task): Promise<string> {
  const name = promptNameOf(strategy, spec)
  const file = promptPath(task.folder, name)
  if (spec.template === '') {
    const template = await loadPrompt(task, name)
    checkPrompt(template, { file, name, kind: task.kind })
    return template
  }
  compilePrompt(spec.template, file)
  return spec.template
}

function promptNameOf(strategy: PromptStrategy, spec: PromptSpec): string {
  return spec.prompt ?? strategy.name
}

function initialSpec(strategy: PromptStrategy, task: Task, language: string): PromptSpec {
  const none = { demonstrations: 0, demonstrationTokens: 0 }
  const allowance = strategy.demonstrates ? demonstrationAllowance(strategy.name, task.kind) : none
  return { language, template: '', ...allowance }
}

async function fitRequest(parts: {
  method: Method<PromptSpec>
  strategy: PromptStrategy
  spec: PromptSpec
  split: TrainingSplit
  context: FitContext
}): Promise<FitRequest> {
  const { method, strategy, spec, split, context } = parts
  const models = [await context.pool.identify(spec.language)]
  if (strategy.embeds) models.push(await context.pool.identify(context.task.models.embedding))
  const told = strategy.told?.(context.task)
  return { method, name: nameOf(strategy, spec, context.task), spec, split, context, models, told }
}

function nameOf(strategy: PromptStrategy, spec: PromptSpec, task: Task): string {
  const plain = spec.prompt === undefined ? strategy.name : `prompt ${spec.prompt}`
  const name = spec.search === undefined ? plain : `${plain}, searched`
  return task.models.language.length > 1 ? `${name} (${spec.language})` : name
}

async function openPrompt(
  strategy: PromptStrategy,
  candidate: Candidate,
  context: OpenContext,
): Promise<Predictor> {
  const spec = promptSpecSchema.parse(candidate.spec)
  const format = answerFormatSchema.parse(await getJson(candidate, 'format', context.artifacts))
  const file = promptPath(context.task.folder, promptNameOf(strategy, spec))
  const render = compilePrompt(spec.template, file)
  const model = await context.pool.language(spec.language)
  const opened = await strategy.open(candidate, context, model)
  const variables = { ...promptVariables(context.task, format), ...opened.variables }
  const answer = requestAnswerer({
    model,
    format,
    opened,
    render: (more) => render({ ...variables, ...more }),
  })
  return {
    predict: (request) => answer(request),
    async close() {
      await opened.source.close()
      await model.close()
    },
  }
}
