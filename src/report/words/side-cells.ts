import type { CandidateReport } from '../../contracts/report.ts'
import type { SideCell } from './side-cell.ts'
import { usdRange } from './cost-words.ts'
import { countOf, formatCount } from './format-count.ts'
import { formatMilliseconds } from './format-duration.ts'
import { formatQuality, formatQualityRange } from './format-quality.ts'
import { formatUsd } from './format-usd.ts'
import { agreementWords, rewriteFigure } from './gap-words.ts'
import { labelMoreWords } from './label-more-words.ts'

/** Running cost, and what comes before the first answer. */
export const costCells: Record<string, SideCell> = {
  'an answer': ({ costPerQueryUsd, costUnknown }) =>
    costPerQueryUsd === undefined ? unknown(costUnknown) : formatUsd(costPerQueryUsd.value),
  'a month': ({ costPerQueryUsd, costUnknown }, { task }) =>
    costPerQueryUsd === undefined
      ? unknown(costUnknown)
      : `${formatUsd(costPerQueryUsd.value * task.perMonth)} at ${formatCount(task.perMonth)} answers`,
  'up-front': (candidate, { cost }) => {
    const arm = cost?.arms?.find(({ name }) => name === candidate.name)
    const criterion = candidate.meets.find((one) => one.criterion === 'budgetUsd')
    if (arm !== undefined) return `${usdRange(arm.upFrontUsd)}, labour included`
    return typeof criterion?.value === 'number' ? `${formatUsd(criterion.value)}, labour included` : undefined
  },
}

/** How good on the shared test rows. */
export const qualityCells: Record<string, SideCell> = {
  'score, 95 % interval': ({ quality }) =>
    quality === undefined
      ? undefined
      : `${formatQuality(quality.value, quality.metric)} (${formatQualityRange(quality, quality.metric)})`,
}

/** How steady. */
export const consistencyCells: Record<string, SideCell> = {
  'same answer when asked again': ({ consistency }) =>
    consistency === undefined || consistency.inputs === 0 ? undefined : agreementWords(consistency),
  'changed by harmless rewrites': ({ consistency }) =>
    consistency === undefined || consistency.inputs === 0 ? undefined : rewriteFigure(consistency),
}

/** How fast. */
export const speedCells: Record<string, SideCell> = {
  'half within': ({ latencyMs }) => latencyMs && formatMilliseconds(latencyMs.p50),
  '95 of 100 within': ({ latencyMs }) => latencyMs && formatMilliseconds(latencyMs.p95),
}

/** Rows it was made from, and rows it would need. */
export const dataCells: Record<string, SideCell> = {
  'rows used': rowsUsed,
  'more rows needed': ({ name }, { verdict }) => {
    if (verdict.candidate === name) return 'none for this verdict'
    const about = verdict.leading?.candidate ?? verdict.runnerUp
    return verdict.labelMore !== undefined && about === name ? labelMoreWords(verdict.labelMore) : undefined
  },
}

function rowsUsed(
  { kind, family, training, promptComplexity }: CandidateReport,
  { data }: Parameters<SideCell>[1],
): string | undefined {
  if (kind === 'recorded') return undefined
  if (training !== undefined) return `${formatCount(training.rows)} to learn from`
  const { train, validation } = data.rows
  if (family !== 'prompt') return `${formatCount(train)} to learn from`
  const shown = promptComplexity?.demonstrations
  return `${shown === undefined ? '' : `${formatCount(shown)} shown; `}chosen on at most ${countOf(validation, 'validation row')}`
}

function unknown(why: string | undefined): string | undefined {
  return why === undefined ? undefined : `unknown (${why})`
}
