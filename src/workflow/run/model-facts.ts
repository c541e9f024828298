import type { ModelFacts } from '../../decide/words/explain-verdict.ts'
import type { TestedFinalist } from './test-finalists.ts'

/** How strong the strongest prompted model was that took part (decision.md §5, fairness line). */
export function modelFacts(finalists: readonly TestedFinalist[]): ModelFacts {
  const prompted = finalists.filter(({ served }) => served.family === 'prompt' || served.family === 'hybrid')
  const models = prompted.flatMap(({ served }) => served.models.filter(({ role }) => role === 'language'))
  const sizes = models.flatMap(({ parameters }) => parameters ?? [])
  const hostedTookPart =
    models.some(({ provider }) => provider !== 'local') ||
    prompted.some(({ served }) => served.kind === 'recorded')
  return { hostedTookPart, ...(sizes.length === 0 ? {} : { largestPromptedParameters: Math.max(...sizes) }) }
}
