import * as z from 'zod'
import type { Candidate } from '../../contracts/candidate.ts'
import type { FitContext, Method, OpenContext, TrainingSplit } from '../../contracts/method.ts'
import type { LanguageModel } from '../../contracts/model.ts'
import type { Predictor } from '../../contracts/prediction.ts'
import type { Task } from '../../contracts/task.ts'
import { getJson, putJson } from '../artifact-codec.ts'
import { fitCandidate, type Fitted, type FitRequest } from '../fit-candidate.ts'
import { labelsOf } from '../labels-of.ts'
import { stopwatch } from '../stopwatch.ts'
import { chooseAnswer } from './choose-answer.ts'
import type { PromptName } from './default-prompts.data.ts'
import type { Demonstration } from './demonstration.ts'
import { describeTask, labelList } from './label-list.ts'
import { loadPrompt, promptPath } from './prompt-library.ts'
import { promptSpecSchema, type PromptSpec } from './prompt-spec.ts'
import { compilePrompt } from './prompt-template.ts'

/** Picks the demonstrations of one input. */
export interface DemonstrationSource {
  pick(text: string, signal: AbortSignal): Promise<Demonstration[]>
  close(): Promise<void>
}

/** What makes one prompt strategy differ from another. */
export interface PromptStrategy {
  name: PromptName
  recipeVersion: number
  refitsOnAll: boolean
  demonstrations: number
  demonstrationTokens: number
  /** The embedder is part of the candidate when demonstrations are found by it. */
  embeds: boolean
  prepare(spec: PromptSpec, split: TrainingSplit, context: FitContext): Promise<Fitted>
  openSource(candidate: Candidate, context: OpenContext, model: LanguageModel): Promise<DemonstrationSource>
}

const labelsSchema = z.array(z.string())

/** A prompt strategy as a method: its template, its demonstrations, and the label chosen by constrained decoding. */
export function promptMethod(strategy: PromptStrategy): Method<PromptSpec> {
  const method: Method<PromptSpec> = {
    kind: `prompt/${strategy.name}`,
    family: 'prompt',
    recipeVersion: strategy.recipeVersion,
    refitsOnAll: strategy.refitsOnAll,
    specs: (task) => task.models.language.map((language) => initialSpec(strategy, language)),
    async fit(given, split, context) {
      if (!given.language.startsWith('local:')) return { notMeasured: hostedModel(given.language) }
      const template =
        given.template === '' ? await loadPrompt(context.task.folder, strategy.name) : given.template
      compilePrompt(template, promptPath(context.task.folder, strategy.name))
      const spec = { ...given, template }
      const request = await fitRequest({ method, strategy, spec, split, context })
      return fitCandidate(request, async () => {
        const fitted = await strategy.prepare(spec, split, context)
        const labels = await putJson(context.artifacts, 'labels', labelsOf(context.task, split))
        const prompt = await context.artifacts.put('prompt', Buffer.from(template))
        return { ...fitted, artifacts: [prompt, labels, ...fitted.artifacts] }
      })
    },
    open: (candidate, context) => openPrompt(strategy, candidate, context),
  }
  return method
}

/** Models behind an API are not in this version; what they answered elsewhere can compete. */
function hostedModel(name: string): { reason: string; command: string } {
  return {
    reason: `${name} is a hosted model, and this version runs local ones only`,
    command: 'recorded: in the task file takes its predictions',
  }
}

function initialSpec(strategy: PromptStrategy, language: string): PromptSpec {
  const { demonstrations, demonstrationTokens } = strategy
  return { language, template: '', demonstrations, demonstrationTokens }
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
  const labels = labelsSchema.parse(await getJson(candidate, 'labels', context.artifacts))
  const render = compilePrompt(spec.template, promptPath(context.task.folder, strategy.name))
  const description = describeTask(context.task)
  const listed = labelList(labels, context.task)
  const model = await context.pool.language(spec.language)
  const source = await strategy.openSource(candidate, context, model)
  return {
    async predict({ input, signal }) {
      const elapsedMs = stopwatch()
      const demonstrations = (await source.pick(input.text, signal)).map((shown) => ({ ...shown }))
      const messages = render({ description, labels: listed, demonstrations, input: input.text })
      const pickedMs = elapsedMs()
      const answer = await chooseAnswer(model, { messages, labels, signal })
      return { ...answer, latencyMs: elapsedMs(), computeMs: answer.computeMs + pickedMs }
    },
    async close() {
      await source.close()
      await model.close()
    },
  }
}
