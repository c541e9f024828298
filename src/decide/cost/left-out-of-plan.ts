import type { CostPlan } from '../../contracts/cost-plan.ts'
import { figureAt, planKeys, type PricedPlan } from './plan-model.ts'

const meaning: Record<string, string> = {
  'volume.growthPerMonth': 'growth of the volume',
  'prompt.developmentUsd': 'writing and trying prompts',
  'prompt.evaluationUsd': 'testing the prompt',
  'prompt.hostingUsdPerMonth': 'hosting of the prompted model',
  'prompt.upkeepUsdPerMonth': 'watching and mending the prompt',
  'tune.preparationUsd': 'preparing the examples',
  'tune.labellingUsd': 'labelling more examples',
  'tune.trainingUsd': 'training, failed runs among it',
  'tune.costPerQueryUsd': 'inference of the trained model',
  'tune.evaluationUsd': 'testing the trained model',
  'tune.hostingUsdPerMonth': 'hosting of the trained model',
  'tune.upkeepUsdPerMonth': 'watching the trained model',
  'tune.retrainingPerYear': 'retraining',
  'tune.fallbackShare': 'queries the trained model passes on',
  wrongAnswerUsd: 'what a wrong answer costs',
  priceDeclinePerYear: 'falling prices',
}

/** What a plan leaves out, one entry a key: each counts as 0. Then what no plan can say. */
export function leftOutOfPlan(plan: CostPlan, prices: PricedPlan['prices']): string[] {
  const absent = planKeys(prices).filter((key) => figureAt(plan, key) === undefined)
  return [
    ...absent.flatMap((key) => (meaning[key] === undefined ? [] : [`${key}: ${meaning[key]}`])),
    ...(plan.prompt.accuracy === undefined || plan.tune.accuracy === undefined
      ? ['prompt.accuracy, tune.accuracy: how often each is right']
      : []),
    'taxes, storage, interest',
  ]
}
