import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import * as z from 'zod'
import { costPlanSchema, type CostPlan } from '../contracts/cost-plan.ts'
import { figureAt, planKeys, type PricedPlan } from '../decide/cost/plan-model.ts'
import { TaskError } from '../errors.ts'
import { priceOf } from '../prices/price-of.ts'
import type { TaskMistake } from './check-task.ts'
import { describeTaskIssues } from './describe-task-issue.ts'
import { listMistakes } from './list-mistakes.ts'
import { parseTaskYaml } from './parse-task-yaml.ts'
import type { JsonSchemaNode } from './task-json-schema.ts'

const sides = ['prompt', 'tune'] as const
const planFile = { what: 'A plan', hint: 'crossover cost without a file asks for its figures.' }

/**
 * Reads and validates the plan of `crossover cost`, and finds the price rows of the models it names.
 *
 * @throws TaskError when it is missing, no YAML or breaks the schema, or when nobody has a price of a model.
 */
export async function loadPlan(path: string): Promise<PricedPlan> {
  const file = resolve(path)
  const { value, lineOf } = parseTaskYaml(await readPlan(file), file, planFile)
  const { mistakes, plan } = checkPlan(value)
  if (mistakes.length > 0 || plan === undefined)
    throw new TaskError(
      listMistakes(
        file,
        mistakes.map((mistake) => `${mistake.text}${lineOf(mistake.path)}`),
      ),
    )
  return pricedPlan(plan, basename(file))
}

/** A plan with the price rows of its models. `source` is what its figures are said to come from. */
export function pricedPlan(plan: CostPlan, source: string): PricedPlan {
  const found = sides.flatMap((side) => {
    const { model } = plan[side]
    const price = model === undefined ? undefined : priceOf(model, plan.prices)
    return price === undefined ? [] : [[side, price] as const]
  })
  return { plan, file: source, prices: Object.fromEntries(found) }
}

function checkPlan(value: unknown): { mistakes: TaskMistake[]; plan?: CostPlan } {
  const parsed = costPlanSchema.safeParse(value)
  if (parsed.success)
    return { plan: parsed.data, mistakes: [...checkSides(parsed.data), ...checkRanges(parsed.data)] }
  const described = { schema: planJsonSchema(), what: planFile.what }
  return { mistakes: describeTaskIssues(parsed.error.issues, value, described) }
}

/** Every corner of the ranges is worked out: one range more doubles them. */
const mostRanges = 12

function checkRanges(plan: CostPlan): TaskMistake[] {
  const ranges = planKeys(pricedPlan(plan, '').prices).filter((key) => Array.isArray(figureAt(plan, key)))
  if (ranges.length <= mostRanges) return []
  const text = `The plan has ${ranges.length} ranges, ${ranges.join(', ')}. It may have ${mostRanges}: give numbers where the range is narrow.`
  return [{ path: [], text }]
}

/** Either a cost per query, or a model with a price and the tokens of a query. */
function checkSides(plan: CostPlan): TaskMistake[] {
  return sides.flatMap((side) => {
    const text = sideMistake(side, plan)
    return text === undefined ? [] : [{ path: [side], text }]
  })
}

function sideMistake(side: (typeof sides)[number], plan: CostPlan): string | undefined {
  const { costPerQueryUsd, model, tokens } = plan[side]
  const either = `Give ${side}.costPerQueryUsd, or ${side}.model with ${side}.tokens`
  if (costPerQueryUsd !== undefined && (model !== undefined || tokens !== undefined))
    return `${side} has costPerQueryUsd and ${model === undefined ? 'tokens' : 'model'}. ${either}.`
  if (model === undefined && tokens === undefined)
    return side === 'prompt' && costPerQueryUsd === undefined
      ? `prompt does not say what a query costs. ${either}.`
      : undefined
  if (model === undefined) return `${side}.tokens stands without ${side}.model. ${either}.`
  if (tokens === undefined)
    return `${side}.model is ${model}, and ${side}.tokens is missing: { input: 1200, output: 20 }.`
  if (priceOf(model, plan.prices) !== undefined) return undefined
  return `${side}.model is ${model}. Nobody has a price of it: add prices: { '${model}': { inputPerMillionUsd: …, outputPerMillionUsd: … } }.`
}

async function readPlan(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    if (error instanceof TypeError) throw new TaskError(`${file} is not UTF-8 text.`, { cause: error })
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isMissing) throw new TaskError(`There is no plan ${file}.`, { hint: planFile.hint })
    throw new TaskError(`${file} cannot be read.`, { cause: error })
  }
}

function planJsonSchema(): JsonSchemaNode {
  // zod types its output by draft; describeTaskIssues reads a part of it.
  return z.toJSONSchema(costPlanSchema, { io: 'input' }) as JsonSchemaNode
}
