import type { Task } from '../../contracts/task.ts'
import { loadSplit } from '../../data/split/load-split.ts'
import { answerFormatOf } from '../../methods/prompt/answers/answer-format.ts'
import { estimateTokens } from '../../models/http/estimate-tokens.ts'
import { isHostedName } from '../../models/http/hosted-name.ts'
import { resolveModel } from '../../models/http/resolve-model.ts'
import { estimateRun, type RunEstimate } from '../../prices/estimate-run.ts'
import { priceOf } from '../../prices/price-of.ts'
import { requestOf } from './ask-questions.ts'
import { planQuestions } from './plan-questions.ts'
import { sourceRows } from './source-rows.ts'
import { questionsPerExample, type SynthesisRequest } from './synthesise-task.ts'

/** Questions whose tokens are counted; the others are like them. */
const sampledQuestions = 50

/**
 * What writing the examples costs: at the low end every answer is kept, at the high end as many are asked for as may be.
 * Answers kept by an earlier run are not paid again and not subtracted here.
 *
 * @returns nothing where the model is not hosted.
 */
export async function estimateSynthesis(
  task: Task,
  request: SynthesisRequest,
): Promise<RunEstimate | undefined> {
  if (!isHostedName(request.model)) return undefined
  const { clean, rows } = sourceRows(task, await loadSplit(task), request)
  const format = answerFormatOf(task, { train: clean })
  const plan = planQuestions({ way: request.way, rows, seed: task.seed })
  const sample = plan(Math.min(sampledQuestions, request.count), new Map()).map((question) =>
    requestOf(question, { task, format }),
  )
  const input = mean(
    sample.map(({ messages }) => estimateTokens(messages.map(({ content }) => content).join('\n'))),
  )
  const most = mean(sample.map(({ maxTokens }) => maxTokens))
  const thinking = resolveModel(request.model, task.providers).capabilities.reasoningTokens ?? 0
  return estimateRun([
    {
      modelName: request.model,
      price: priceOf(request.model, task.prices),
      requests: { low: request.count, high: request.count * questionsPerExample },
      inputTokens: { low: input * 0.75, high: input },
      // An answer is about as long as what it is written from, and there is room for twice that.
      outputTokens: { low: most / 4, high: most + thinking },
    },
  ])
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
