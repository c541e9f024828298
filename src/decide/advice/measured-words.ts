import type { CandidateReport, CriterionResult } from '../../contracts/report.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import { metricSchema } from '../../contracts/task.ts'
import { percent } from '../words/percent.ts'
import { countWords } from '../words/two-digits.ts'
import { usdWords } from '../words/usd-words.ts'
import type { AdvisedReport } from './advise.ts'
import { finalistsByWay } from './finalists-by-way.ts'

const results: Record<CriterionResult['result'], string> = {
  meets: 'met',
  fails: 'failed',
  'cannot-say': 'cannot say',
}

/** "there are 374 training rows: head reaches 95.7 % (92.0 to 97.7); twice as many are likely to gain 1.1 to 4.3 points". */
export function rowsWords(candidate: CandidateReport, { data, task }: AdvisedReport): string | undefined {
  const { name, family, quality, tuningCurve, kind } = candidate
  if (quality === undefined) return undefined
  const { isRate } = scorerOf(metricSchema.parse(task.metric))
  const reached = `${name} reaches ${isRate ? `${percent(quality.value)} (${rangeWords(quality)})` : quality.value.toFixed(3)}`
  if (family === 'prompt') return `${neededRows(candidate)}: ${reached}`
  const learnt = `there are ${countWords(data.rows.train)} training rows: ${reached}`
  const doubling = tuningCurve?.doubling ?? (kind === 'tune/head' ? data.learningCurve?.doubling : undefined)
  if (doubling?.result !== 'gain') return learnt
  const [low, high] = [doubling.low, doubling.high].map((gain) =>
    (isRate ? 100 * gain : gain).toFixed(isRate ? 1 : 3).replace('-', '−'),
  )
  return `${learnt}; twice as many are likely to gain ${low} to ${high}${isRate ? ' points' : ''}`
}

function neededRows({ promptComplexity, kind }: CandidateReport): string {
  const shown = promptComplexity?.demonstrations
  if (shown === 0 && kind === 'prompt/zero-shot') return 'there are no labelled rows but those to test on'
  return shown === undefined || shown === 0
    ? 'there are rows to choose a prompt by'
    : `there are rows to show, ${shown === 1 ? 'one' : `at most ${shown}`} in a prompt`
}

/**
 * What one or the other has right: no way of combining the two is right more often. Of rates, where both were measured and no
 * hybrid was.
 */
export function eitherWords({ candidates, comparisons, task }: AdvisedReport): string | undefined {
  const { prompt, tune } = finalistsByWay({ candidates })
  const isRate = scorerOf(metricSchema.parse(task.metric)).isRate
  const compared = comparisons.find(({ a, b }) =>
    [a, b].every((one) => one === prompt?.name || one === tune?.name),
  )
  const base = candidates.find(({ name }) => name === compared?.a)?.quality
  if (!isRate || compared === undefined || base === undefined) return undefined
  const either = Math.min(1, base.value + compared.discordant[1] / compared.n)
  return `not measured; ${compared.a} or ${compared.b} is right on ${percent(either)} of the rows, and no combination on more`
}

/** "95 of 100 answers may take 610 ms, half of them 402 ms: retrieved (p95 at most 500 ms: failed)". */
export function latencyWords({ name, latencyMs, meets }: CandidateReport): string | undefined {
  if (latencyMs === undefined) return undefined
  const limits = meets
    .filter(({ criterion }) => criterion.startsWith('latencyMs.'))
    .map(
      ({ criterion, target, result }) => `${criterion.slice(10)} at most ${ms(target)}: ${results[result]}`,
    )
  const limit = limits.length === 0 ? '' : ` (${limits.join(', ')})`
  return `95 of 100 answers may take ${ms(latencyMs.p95)}, half of them ${ms(latencyMs.p50)}: ${name}${limit}`
}

function ms(value: number): string {
  return `${value < 10 ? Number(value.toPrecision(2)) : countWords(Math.round(value))} ms`
}

/** "1.3 % (0.3 to 2.9) of answers may change when the input is harmlessly rewritten: head". */
export function consistencyWords({ name, consistency }: CandidateReport): string | undefined {
  const { flips, likeness } = consistency ?? {}
  if (flips !== undefined)
    return `${percent(flips.value)} (${rangeWords(flips)}) of answers may change when the input is harmlessly rewritten: ${name}`
  if (likeness === undefined) return undefined
  return `answers to rewritten inputs need be alike to ${likeness.value.toFixed(2)} only: ${name}`
}

/** "about 610 USD may be spent before the first answer: head, labour included (at most 5,000 USD: met)". */
export function budgetWords({ name, meets }: CandidateReport): string | undefined {
  const found = meets.find(({ criterion }) => criterion === 'budgetUsd')
  if (found === undefined || found.value === null) return undefined
  return `about ${usdWords(found.value)} may be spent before the first answer: ${name}, labour included (at most ${usdWords(found.target)}: ${results[found.result]})`
}

function rangeWords({ low, high }: { low: number; high: number }): string {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`
}
