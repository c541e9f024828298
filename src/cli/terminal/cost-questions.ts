import { costPlanSchema } from '../../contracts/cost-plan.ts'
import type { Figure } from '../../contracts/figure.ts'
import type { PricedPlan } from '../../decide/cost/plan-model.ts'
import { pricedPlan } from '../../workflow/load-plan.ts'
import { askValue } from './ask.ts'
import { parseFigure } from './parse-answer.ts'

/** What is asked, in this order, with what Enter takes. */
const questions = [
  ['volume', 'perMonth', 'How many queries a month?', '10000'],
  ['volume', 'growthPerMonth', 'By how much do they grow a month? (3 % is 0.03)', '0'],
  ['prompt', 'costPerQueryUsd', 'What does one query cost when you prompt, in USD?', '0.02'],
  ['tune', 'preparationUsd', 'What does preparing the examples for training cost, in USD?', '2000'],
  ['tune', 'trainingUsd', 'What does training cost, failed runs among it?', '100 to 500'],
  ['tune', 'hostingUsdPerMonth', 'What does hosting the trained model cost a month?', '200 to 1000'],
  ['tune', 'costPerQueryUsd', 'What does one query of the trained model cost besides?', '0'],
] as const

/**
 * Asks for the figures of a plan, one by one; each may be a number or a range.
 *
 * @throws StoppedError when the reader cancels.
 */
export async function askPlan(): Promise<PricedPlan> {
  process.stderr.write(
    'Each figure may be a number, or a range such as "100 to 500". Enter takes the suggestion.\n',
  )
  const plan: Record<string, Record<string, Figure>> = { volume: {}, prompt: {}, tune: {} }
  for (const [section, key, question, suggestion] of questions)
    plan[section] = { ...plan[section], [key]: await askFigure([section, key], question, suggestion) }
  return pricedPlan(costPlanSchema.parse(plan), 'your answers')
}

/** A figure that the plan's own schema allows at its key. */
function askFigure(
  [section, key]: readonly ['volume' | 'prompt' | 'tune', string],
  question: string,
  suggestion: string,
): Promise<Figure> {
  return askValue(question, suggestion, (typed) => {
    const parsed = parseFigure(typed)
    if ('problem' in parsed) return parsed
    const shape: Record<string, { safeParse(value: unknown): { success: boolean } }> =
      costPlanSchema.shape[section].shape
    return shape[key]?.safeParse(parsed.value).success === true
      ? parsed
      : { problem: key === 'growthPerMonth' ? 'It must lie between -0.5 and 1.' : 'It must be above 0.' }
  })
}
