import type { CandidateReport, Report } from '../../contracts/report.ts'
import type { Overfitting, SeedsReport, TrainingReport } from '../../contracts/training-report.ts'
import { countOf } from './format-count.ts'
import { formatQuality } from './format-quality.ts'

/** A candidate that was trained and said how. */
export type TrainedCandidate = CandidateReport & { training: TrainingReport; overfitting: Overfitting }

/** The title of a judgement. */
export const overfittingTitles = {
  healthy: 'no overfitting to speak of',
  mild: 'mild overfitting',
  severe: 'severe overfitting',
} as const

/** Candidates that were trained, finalists first. */
export function trainedCandidates({ candidates }: Report): TrainedCandidate[] {
  return candidates
    .filter((one): one is TrainedCandidate => one.training !== undefined && one.overfitting !== undefined)
    .toSorted((one, other) => Number(other.finalist) - Number(one.finalist))
}

/** How trained finalists were trained, in a line or two; nothing where none was. */
export function trainingLine(report: Report): string {
  return trainedCandidates(report)
    .filter(({ finalist }) => finalist)
    .map((one) => `Training of ${one.name}: ${judgementWords(one.overfitting)}${seedsAfter(one.seeds)}.`)
    .join(' ')
}

/** The judgement with its reasons: without a full stop. */
export function judgementWords({ level, served, because }: Overfitting): string {
  const kept = level !== served && served === 'healthy' ? ', kept from what is served' : ''
  const why = because.length === 0 ? '' : ` (${because.join('; ')})`
  return `${overfittingTitles[level]}${kept}${why}`
}

function seedsAfter(seeds: SeedsReport | undefined): string {
  return seeds === undefined ? '' : `; ${seedsWords(seeds)}`
}

/** What a recipe came to with several seeds: a range and never an interval, three are too few (decision.md §4). */
export function seedsWords({ metric, values, collapsed, failed, onlyOne }: SeedsReport): string {
  if (onlyOne !== undefined) return `one seed (${onlyOne})`
  const found = values.map(({ value }) => value)
  const shown = (value: number) => formatQuality(value, metric)
  const range = `${countOf(values.length, 'seed')}: ${shown(Math.min(...found))} to ${shown(Math.max(...found))} on validation rows, the best is served`
  const troubles = [
    ...(collapsed === 0 ? [] : [`${collapsed} of them no better than answering without reading`]),
    ...failed.map(({ seed, reason }) => `seed ${seed} gave no model: ${reason}`),
  ]
  return [range, ...troubles].join('; ')
}
