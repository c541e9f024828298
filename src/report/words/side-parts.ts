import { hoursOf } from '../../decide/cost/hours-of.ts'
import type { CostRange } from '../../contracts/cost.ts'
import type { Report, RunningModel } from '../../contracts/report.ts'
import type { SideCell } from './side-cell.ts'
import { countOf, formatCount } from './format-count.ts'

/** What has to be written, and what has to run. */
export const complexityCells: Record<string, SideCell> = {
  prompt: ({ promptComplexity, family }) => {
    if (promptComplexity === undefined) return family === 'prompt' || family === 'hybrid' ? undefined : 'none'
    const { tokens, sections } = promptComplexity
    return `about ${countOf(tokens, 'token')} in ${countOf(sections, 'section')}`
  },
  'tokens a query': ({ tokensPerQuery, runs }) => {
    if (tokensPerQuery === undefined)
      return runs?.every(({ role }) => role === 'embedding') ? 'none' : undefined
    return `${formatCount(tokensPerQuery.input)} in, ${formatCount(tokensPerQuery.output)} out`
  },
  'to be run': ({ runs }) => (runs === undefined ? undefined : runsWords(runs)),
}

/** Hours and cadence are assumed where nothing was measured, and say so. */
export const upkeepCells: Record<string, SideCell> = {
  'labour a month': (candidate, { cost }) => {
    const hours = cost === undefined ? undefined : hoursOf(candidate, cost.inputs)
    return hours === undefined ? undefined : `${rangeWords(hours.perMonth)} hours (assumed)`
  },
  'made anew': ({ family, runs }, report) =>
    family === 'prompt' ? `when its model is retired: ${endWords(runs)}` : cadence(report),
  'drift of real inputs': (_, { data }) => {
    const shift = data.change?.production
    return shift === undefined ? undefined : shiftWords[shift.result]
  },
}

const shiftWords = {
  alike: 'none seen',
  slight: 'slight',
  different: 'seen',
  'cannot-say': 'cannot say',
}

function cadence({ data, cost }: Report): string | undefined {
  const decay = data.change?.decay
  const days = decay?.retrainAfterDays?.value
  if (decay?.result === 'decays' && typeof days === 'number')
    return `after about ${formatCount(Math.round(days))} days, by the rows' times`
  const share = cost?.inputs.find(({ name }) => name === 'costs.retrainingPerYear')
  const assumed =
    share === undefined
      ? undefined
      : `${percentRange(share)} of preparation and training a year (${share.source})`
  if (decay?.result !== 'no-decay-seen') return assumed
  return assumed === undefined ? 'no ageing seen' : `no ageing seen; ${assumed}`
}

/** The first of its models to end. */
function endWords(runs: readonly RunningModel[] = []): string {
  const [first] = runs.flatMap(({ retires }) => retires ?? []).toSorted((a, b) => (a.date < b.date ? -1 : 1))
  if (first === undefined) return 'no date known'
  return first.isEarliest === true ? `${first.date} at the earliest` : first.date
}

function runsWords(runs: readonly RunningModel[]): string {
  if (runs.length === 0) return 'no model'
  return runs.map(({ name, provider }) => (provider === 'local' ? name : `${name} (hosted)`)).join(', ')
}

function rangeWords({ low, high }: CostRange): string {
  return low === high ? String(low) : `${low} to ${high}`
}

function percentRange({ low, high }: CostRange): string {
  const [from, to] = [low, high].map((share) => Math.round(100 * share))
  return from === to ? `${from} %` : `${from} to ${to} %`
}
