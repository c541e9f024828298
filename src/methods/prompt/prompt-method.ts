import type { Candidate } from '../../contracts/candidate.ts'
import type { Json } from '../../contracts/json.ts'
import type { FitContext, Method, OpenContext, TrainingSplit } from '../../contracts/method.ts'
import type { LanguageModel } from '../../contracts/model.ts'
import type { Prediction, Predictor, PredictRequest } from '../../contracts/prediction.ts'
import type { Task } from '../../contracts/task.ts'
import { ContextError } from '../../errors.ts'
import { getJson, putJson } from '../artifact-codec.ts'
import { fitCandidate, type FitRequest, type Fitted } from '../fit-candidate.ts'
import { stopwatch } from '../stopwatch.ts'
import { answerFormatOf, answerFormatSchema, type AnswerFormat } from './answers/answer-format.ts'
import { answerTokens } from './answers/answer-schema.ts'
import { askModel } from './answers/ask-model.ts'
import type { Demonstration } from './demonstration.ts'
import { demonstrationAllowance } from './demonstration-allowance.ts'
import { fitContextBudget } from './fit-context-budget.ts'
import { loadPrompt, promptPath } from './prompt-library.ts'
import type { PromptName } from './default-prompts.data.ts'
import { promptSpecSchema, type PromptSpec } from './prompt-spec.ts'
import { compilePrompt, type PromptTemplate } from './prompt-template.ts'
import { promptVariables } from './prompt-variables.ts'

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
  /** Where the answer begins in what the model writes, and the tokens it may write before. */
  answerPart?: (text: string) => string
  extraTokens?: number
}

/** What makes one prompt strategy differ from another. */
export interface PromptStrategy {
  name: PromptName
  recipeVersion: number
  kinds: Method['kinds']
  refitsOnAll: boolean
  /** Whether its prompt shows examples. */
  demonstrates: boolean
  /** The embedder is part of the candidate when demonstrations are found by it. */
  embeds: boolean
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
    specs: (task) => task.models.language.map((language) => initialSpec(strategy, task, language)),
    async fit(given, split, context) {
      const template = given.template === '' ? await loadPrompt(context.task, strategy.name) : given.template
      compilePrompt(template, promptPath(context.task.folder, strategy.name))
      const spec = { ...given, template }
      const request = await fitRequest({ method, strategy, spec, split, context })
      return fitCandidate(request, async () => {
        const fitted = await strategy.prepare(spec, split, context)
        const format = answerFormatOf(context.task, split)
        const artifacts = [
          await context.artifacts.put('prompt', Buffer.from(template)),
          await putJson(context.artifacts, 'format', format),
        ]
        return { ...fitted, artifacts: [...artifacts, ...fitted.artifacts] }
      })
    },
    open: (candidate, context) => openPrompt(strategy, candidate, context),
  }
  return method
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
  return { method, name: nameOf(strategy, spec, context.task), spec, split, context, models }
}

function nameOf(strategy: PromptStrategy, spec: PromptSpec, task: Task): string {
  return task.models.language.length > 1 ? `${strategy.name} (${spec.language})` : strategy.name
}

async function openPrompt(
  strategy: PromptStrategy,
  candidate: Candidate,
  context: OpenContext,
): Promise<Predictor> {
  const spec = promptSpecSchema.parse(candidate.spec)
  const format = answerFormatSchema.parse(await getJson(candidate, 'format', context.artifacts))
  const render = compilePrompt(spec.template, promptPath(context.task.folder, strategy.name))
  const model = await context.pool.language(spec.language)
  const opened = await strategy.open(candidate, context, model)
  const variables = { ...promptVariables(context.task, format), ...opened.variables }
  const ask = asker({ model, format, opened, render: (more) => render({ ...variables, ...more }) })
  return {
    predict: (request) => ask(request),
    async close() {
      await opened.source.close()
      await model.close()
    },
  }
}

/** Answers requests; one whose prompt cannot fit the context gets an invalid answer that says why. */
function asker(prompt: {
  model: LanguageModel
  format: AnswerFormat
  opened: OpenedStrategy
  render: PromptTemplate
}): (request: PredictRequest) => Promise<Prediction> {
  const { model, format, opened, render } = prompt
  const { source, answerPart, extraTokens = 0 } = opened
  return async ({ input, signal, sampling, onDelta }) => {
    const elapsedMs = stopwatch()
    const demonstrations = await source.pick(input.text, signal)
    try {
      const { messages, leftOut } = await fitContextBudget(model, demonstrations, {
        answerTokens: answerTokens(format) + extraTokens,
        render: (shown) => render({ demonstrations: shown.map((row) => ({ ...row })), input: input.text }),
      })
      const pickedMs = elapsedMs()
      const question = {
        messages,
        format,
        input: input.text,
        sampling,
        signal,
        answerPart,
        extraTokens,
        onDelta,
      }
      const { latencyMs: _, ...answer } = await askModel(model, question)
      return {
        ...answer,
        ...(leftOut === 0 ? {} : { leftOut }),
        latencyMs: elapsedMs(),
        computeMs: answer.computeMs + pickedMs,
      }
    } catch (error) {
      if (!(error instanceof ContextError)) throw error
      return { output: '', validity: 'invalid', problem: error.message, latencyMs: elapsedMs(), computeMs: 0 }
    }
  }
}
