import type { Example } from '../contracts/example.ts'
import type { Task } from '../contracts/task.ts'
import { loadSplit } from '../data/split/load-split.ts'
import { trainingSplit } from '../data/split/training-split.ts'
import { estimateTokens } from '../models/http/estimate-tokens.ts'
import { isHostedName } from '../models/http/hosted-name.ts'
import { resolveModel } from '../models/http/resolve-model.ts'
import { estimateRun, type RunEstimate, type TokenRange } from '../prices/estimate-run.ts'
import { priceOf } from '../prices/price-of.ts'
import { mostConsistencyQuestions } from './run/plan-consistency.ts'
import { selectMethods } from './run/select-methods.ts'

/** Rows every finalist is timed on. */
const timedRows = 60
/** A long prompt shows about this many examples, and says about as much again in definitions. */
const shownExamples = 12
/** `estimateTokens` rounds up; English prose has about three quarters of that. */
const shareAtLeast = 0.75
/** One answer in ten is asked for again, at most. */
const reasked = 1.1

/**
 * What a run will ask of hosted models and what that costs, before anything is sent. At the low end every prompt method
 * answers validation with the shortest prompt and one goes on to test; at the high end all go on, with long prompts, and one
 * is asked again and in other forms.
 * Answers stored by an earlier run are not paid again and not subtracted here.
 *
 * @param names of the hosted models that can be asked; all of the task by default.
 * @returns `undefined` where no hosted model is asked.
 */
export async function estimateSpend(
  task: Task,
  names: readonly string[] = task.models.language.filter(isHostedName),
): Promise<RunEstimate | undefined> {
  const { selected } = selectMethods(task, { llm: true })
  const methods = selected.filter(
    ({ family, kind }) => kind !== 'recorded' && ['prompt', 'hybrid'].includes(family),
  )
  if (names.length === 0 || methods.length === 0) return undefined
  // Prompts of the reader's own are candidates of one method.
  const asked = methods.reduce(
    (sum, { kind }) => sum + (kind === 'prompt/custom' ? task.prompts.length : 1),
    0,
  )
  const { train, validation, test } = await loadSplit(task)
  const tokens = tokensOf(task, [...train, ...validation])
  const split = trainingSplit({ train, validation })
  const searched = methods
    .flatMap((method) => method.specs(task).map((spec) => method.plannedCalls?.(spec, split, task) ?? 0))
    .reduce((sum, calls) => sum + calls, 0)
  const requests = {
    low: asked * Math.min(validation.length, task.evaluation.maxRows) + test.length,
    high: Math.ceil(
      (asked * (validation.length + timedRows + test.length) + mostConsistencyQuestions) * reasked +
        searched / task.models.language.length,
    ),
  }
  return estimateRun(
    names.map((modelName) => {
      const thinking = resolveModel(modelName, task.providers).capabilities.reasoningTokens ?? 0
      return {
        modelName,
        price: priceOf(modelName, task.prices),
        requests,
        inputTokens: tokens.input,
        outputTokens: { low: tokens.output.low, high: tokens.output.high + thinking },
      }
    }),
  )
}

function tokensOf(task: Task, rows: readonly Example[]): { input: TokenRange; output: TokenRange } {
  const input = mean(rows.map((row) => estimateTokens(row.input.text)))
  const answer = mean(rows.map((row) => estimateTokens(row.expected)))
  const labels = new Set(task.kind === 'classification' ? rows.map(({ expected }) => expected) : [])
  const fixed = estimateTokens(
    [
      task.description ?? '',
      ...labels,
      ...Object.values(task.labels),
      JSON.stringify(task.schema ?? ''),
    ].join('\n'),
  )
  return {
    input: {
      low: (fixed + input) * shareAtLeast,
      high: 2 * fixed + input + shownExamples * (input + answer),
    },
    output: { low: answer * shareAtLeast, high: Math.max(64, 2 * answer) },
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
