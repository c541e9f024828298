import type { Task } from '../../contracts/task.ts'
import type { ModelFacts } from '../../decide/words/explain-verdict.ts'
import { resolveModel } from '../../models/http/resolve-model.ts'
import { priceOf } from '../../prices/price-of.ts'
import { usageCost } from '../../prices/usage-cost.ts'
import type { TestedFinalist } from './test-finalists.ts'

/** A hosted model that most readers can ask, to show what adding a stronger one costs. */
const strongerModel = 'openai:gpt-5.4-mini'

type Asked = Pick<TestedFinalist, 'served' | 'answered' | 'latencies' | 'shared' | 'cost'>

/** How strong the strongest prompted model was that took part, and what a stronger one costs (decision.md §5, fairness line). */
export function modelFacts(
  finalists: readonly Asked[],
  task: Pick<Task, 'prices' | 'providers'>,
): ModelFacts {
  const prompted = finalists.filter(({ served }) => served.family === 'prompt' || served.family === 'hybrid')
  const models = prompted.flatMap(({ served }) => served.models.filter(({ role }) => role === 'language'))
  const hosted = models.filter(({ provider }) => provider !== 'local')
  const [largest] = models.toSorted((a, b) => (b.parameters ?? 0) - (a.parameters ?? 0))
  const strongest = hosted[0] ?? largest
  const hostedTookPart = hosted.length > 0 || prompted.some(({ served }) => served.kind === 'recorded')
  return {
    hostedTookPart,
    ...(strongest === undefined ? {} : { strongest: strongest.name }),
    ...(largest?.parameters === undefined ? {} : { largestPromptedParameters: largest.parameters }),
    ...(hostedTookPart ? {} : strongerThan(prompted, task)),
  }
}

/** The same questions put to a hosted model, at its price: as many rows and tokens as the longest prompt here took. */
function strongerThan(
  prompted: readonly Asked[],
  task: Pick<Task, 'prices' | 'providers'>,
): Pick<ModelFacts, 'stronger'> {
  const [longest] = prompted.toSorted((a, b) => inputOf(b) - inputOf(a))
  const tokens = longest?.cost.tokensPerQuery
  if (longest === undefined || tokens === undefined) return {}
  const questions = longest.answered.length + longest.latencies.length + longest.shared.length
  const price = priceOf(strongerModel, task.prices)
  const thinking = resolveModel(strongerModel, task.providers).capabilities.reasoningTokens ?? 0
  const usage = {
    inputTokens: tokens.input,
    outputTokens: tokens.output + thinking,
    source: 'estimated' as const,
  }
  const usd = price === undefined ? {} : { usd: questions * usageCost(usage, price) }
  return { stronger: { model: strongerModel, questions, ...usd } }
}

function inputOf({ cost }: Asked): number {
  return cost.tokensPerQuery?.input ?? 0
}
