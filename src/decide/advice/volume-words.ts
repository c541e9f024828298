import type { BreakEven } from '../../contracts/cost.ts'
import type { WhenLine } from '../../contracts/advice.ts'
import { countWords } from '../words/two-digits.ts'
import { usdWords } from '../words/usd-words.ts'
import type { AdvisedReport } from './advise.ts'
import { finalistsByWay } from './finalists-by-way.ts'
import { aboutWords } from './flip-words.ts'

type Cells = Pick<WhenLine, 'prompt' | 'tune' | 'both'>

/** The volumes at which each way is the cheaper one in its first year: break-even of the cost model, 90 % of draws. */
export function volumeCells({ cost, task, candidates }: AdvisedReport): Cells {
  const { both } = finalistsByWay({ candidates })
  const perQuery = both?.costPerQueryUsd?.value
  const hybrid =
    both === undefined || perQuery === undefined
      ? 'not measured'
      : `an answer may cost ${usdWords(perQuery)} at ${countWords(task.perMonth)} a month: ${both.name}`
  if (cost === undefined) return { prompt: 'not measured', tune: 'not measured', both: hybrid }
  const { compared, breakEvenPerMonth } = cost
  const { prompt, tune } = bounds(breakEvenPerMonth.firstYear)
  const cheaper = `is the cheaper one in the first year (planned: ${countWords(task.perMonth)} a month)`
  return {
    prompt: `${prompt}: ${compared.prompt} ${cheaper}`,
    tune: `${tune}: ${compared.tune} ${cheaper}`,
    both: hybrid,
  }
}

/** Between the two ends either may be the cheaper one. */
function bounds(at: BreakEven): { prompt: string; tune: string } {
  if (at === 'never') return { prompt: 'at any volume', tune: 'at no volume' }
  if (at === 'always') return { prompt: 'at no volume', tune: 'at any volume' }
  const { low, high, tuningPays } = at
  const below = low <= 1 ? 'at no volume for sure' : `there are fewer than ${aboutWords(low)} answers a month`
  const above =
    high === 'never' ? 'at no volume for sure' : `there are more than ${aboutWords(high)} answers a month`
  return tuningPays === 'above' ? { prompt: below, tune: above } : { prompt: above, tune: below }
}
