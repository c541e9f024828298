import type { BreakEven, CostQuantiles, CostRange, CostReport } from '../../contracts/cost.ts'
import { formatCount } from './format-count.ts'
import { formatUsd } from './format-usd.ts'

/** "$2,400", or "$4,500 to $14,500". */
export function usdRange({ low, high }: CostRange): string {
  const [from, to] = [formatUsd(low), formatUsd(high)]
  return from === to ? from : `${from} to ${to}`
}

/** The comparison in sentences: totals, from which volume tuning pays, when, and how likely. */
export function costSentences(cost: CostReport): string[] {
  return [firstYearWords(cost), ...volumeWords(cost), monthWords(cost), chanceWords(cost)]
}

/** The comparison in one line, for a report that says more elsewhere; empty without one. */
export function costLine(cost: CostReport | undefined): string {
  if (cost === undefined) return ''
  const inputs = cost.mattersMost.map(({ input }) => input)
  const hangs = inputs.length === 0 ? '' : ` It hangs most on ${inputs.join(', ')}.`
  return `Cost: ${[firstYearWords(cost), volumeWords(cost)[0]].join(' ')}${hangs}`
}

/** The inputs that matter most, each with what it does to tuning minus prompting. */
export function mattersWords({ mattersMost, volume, compared }: CostReport): string {
  if (mattersMost.length === 0) return ''
  const each = mattersMost.map(
    ({ input, atLow, atHigh }) =>
      `${input} (${formatUsd(atLow)} at its low end, ${formatUsd(atHigh)} at its high end)`,
  )
  return `What moves ${wayWords('tune', compared)} minus ${wayWords('prompt', compared)} over ${volume.horizonMonths} months most: ${each.join('; ')}.`
}

/** 5, 50 and 95 % of draws of a volume or a month. */
export function quantileWords(quantiles: CostQuantiles): string {
  const [low = 'never', , middle = 'never', , high = 'never'] = quantiles
  if (low === middle && middle === high) return countOrNever(middle)
  return `${countOrNever(middle)} (90 % of draws: ${countOrNever(low)} to ${countOrNever(high)})`
}

function firstYearWords({ firstYearUsd, compared, ends, simulated }: CostReport): string {
  const { prompt, tune } = firstYearUsd
  const [prompting, tuning] = [wayWords('prompt', compared), wayWords('tune', compared)]
  const sure = ends === 'draws' ? ' (90 % of draws)' : ''
  const costs = `In the first year ${prompting} costs ${usdRange(prompt)} and ${tuning} ${usdRange(tune)}${sure}`
  if (prompt.high < tune.low) return `${costs}: ${prompting} is cheaper.`
  if (tune.high < prompt.low) return `${costs}: ${tuning} is cheaper.`
  if (ends === 'corners') return `${costs}: the ranges overlap.`
  return `${costs}: ${tuning} is cheaper in ${shareWords(simulated.tuningPays.firstYear)} of them.`
}

/** "prompting" and "tuning" in a plan, the candidates' names in a report. */
export function wayWords(side: 'prompt' | 'tune', compared: CostReport['compared']): string {
  const name = compared[side]
  return name === side ? { prompt: 'prompting', tune: 'tuning' }[side] : name
}

function volumeWords({ breakEvenPerMonth, compared }: CostReport): string[] {
  const { firstYear, steadyState } = breakEvenPerMonth
  const way = wayWords('tune', compared)
  return [
    `In the first year ${paysWords(firstYear, way)}.`,
    `Once it is in place (no up-front cost), ${paysWords(steadyState, way)}.`,
  ]
}

function paysWords(breakEven: BreakEven, way: string): string {
  if (breakEven === 'never') return `${way} pays at no volume`
  if (breakEven === 'always') return `${way} pays from the first query`
  const { low, high, tuningPays } = breakEven
  if (tuningPays === 'above') return `${way} pays from ${volumes(low, high)} queries a month on`
  return high === 'never'
    ? `${way} pays up to ${formatCount(low)} queries a month, or at any volume`
    : `${way} pays up to ${volumes(low, high)} queries a month`
}

function volumes(low: number, high: number | 'never'): string {
  const from = low === 0 ? 'the first' : formatCount(low)
  if (high === 'never') return `${from}, or never,`
  return formatCount(low) === formatCount(high) ? from : `${from} to ${formatCount(high)}`
}

function monthWords({ breakEvenMonth, monthsSearched, volume, compared }: CostReport): string {
  const way = wayWords('tune', compared)
  const at = `At ${countRange(volume.perMonth)} queries a month`
  if (breakEvenMonth === 'never') return `${at}, ${way} does not pay back within ${monthsSearched} months.`
  if (breakEvenMonth === 'always') return `${at}, ${way} is cheaper from the first query.`
  const { low, high } = breakEvenMonth
  const best = low === 0 ? 'is cheaper from the first query' : `has paid back after ${months(low)}`
  if (high === low) return `${at}, ${way} ${best}.`
  const worst = high === 'never' ? `not within ${monthsSearched} months` : `after ${months(high)}`
  return `${at}, ${way} ${best} at best, ${worst} at worst.`
}

function months(count: number): string {
  return count === 1 ? '1 month' : `${count} months`
}

function chanceWords({ simulated, volume, compared, mattersMost }: CostReport): string {
  const way = wayWords('tune', compared)
  if (mattersMost.length === 0) return ''
  const share = shareWords(simulated.tuningPays.horizon)
  return `Over ${volume.horizonMonths} months ${way} is cheaper in ${share} of ${formatCount(simulated.draws)} draws of the uncertain figures.`
}

function shareWords(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** "10,000", or "8,000 to 12,000". */
export function countRange({ low, high }: CostRange): string {
  const [from, to] = [formatCount(low), formatCount(high)]
  return from === to ? from : `${from} to ${to}`
}

function countOrNever(value: number | 'never'): string {
  if (value === 'never') return 'never'
  return value === 0 ? 'the first' : formatCount(value)
}

/** The figures that went in, but plain zeros: those are named with what is left out. */
export function givenInputs({ inputs }: CostReport): { name: string; figure: string; source: string }[] {
  return inputs
    .filter(({ low, high }) => low !== 0 || high !== 0)
    .map(({ name, low, high, source, asOf }) => ({
      name,
      figure: low === high ? figure(low) : `${figure(low)} to ${figure(high)}`,
      source: asOf === undefined ? source : `${source}, ${asOf}`,
    }))
}

/** In one line, by source: the figures behind the totals that were assumed. Those measured stand in the report. Empty without a comparison. */
export function assumedFiguresLine(cost: CostReport | undefined): string {
  if (cost === undefined) return ''
  const sources = new Map<string, string[]>()
  for (const { name, figure: value, source } of givenInputs(cost)) {
    if (!source.startsWith('assumed')) continue
    sources.set(source, [...(sources.get(source) ?? []), `${name} ${value}`])
  }
  const each = [...sources].map(([source, figures]) => `${figures.join(', ')} (${source})`)
  return each.length === 0 ? '' : `Assumed in the costs: ${each.join('; ')}.`
}

/** What counts as 0, and what no figure is known of. */
export function leftOutWords({ leftOut }: CostReport): string {
  return `Left out, counts as 0: ${leftOut.join('; ')}.`
}

function figure(value: number): string {
  if (Math.abs(value) >= 1000) return formatCount(value)
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 })
}
