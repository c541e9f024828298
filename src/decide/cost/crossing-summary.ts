import type { BreakEven, CostQuantiles, CostRange, CostReport } from '../../contracts/cost.ts'
import type { Crossing } from './break-even.ts'

/** How many values become one low and one high. */
export interface Summary {
  range: (values: readonly number[]) => CostRange
  /** From which volume or month on tuning pays: 0 at once, undefined never. */
  volumes: (volumes: readonly (number | undefined)[]) => BreakEven
  crossings: (crossings: readonly Crossing[]) => BreakEven
}

/** Extremes of corners, or 5 and 95 % of draws. */
export function summaryOf(ends: CostReport['ends']): Summary {
  const endsOf = ends === 'corners' ? extremes : middle90
  return {
    range: endsOf,
    volumes: (volumes) => breakEvenOf(endsOf(volumes.map(orInfinite)), 'above'),
    crossings: (crossings) =>
      isBelow(crossings)
        ? breakEvenOf(endsOf(crossings.map(volumeUpTo)), 'below')
        : breakEvenOf(endsOf(crossings.map((crossing) => orInfinite(volumeFrom(crossing)))), 'above'),
  }
}

/** From which volume on tuning stays cheaper: 0 at any, undefined at none. */
export function volumeFrom(crossing: Crossing): number | undefined {
  if (crossing.kind === 'always') return 0
  return crossing.kind === 'above' ? crossing.at : undefined
}

/** 5, 25, 50, 75 and 95 % of volumes or months, among which "never" is larger than any. */
export function quantilesOf(volumes: readonly (number | undefined)[]): CostQuantiles {
  const sorted = volumes.map(orInfinite).toSorted((a, b) => a - b)
  return [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => orNever(atShare(sorted, share)))
}

function extremes(values: readonly number[]): CostRange {
  return {
    low: values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
    high: values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY),
  }
}

function middle90(values: readonly number[]): CostRange {
  const sorted = values.toSorted((a, b) => a - b)
  return { low: atShare(sorted, 0.05), high: atShare(sorted, 0.95) }
}

function atShare(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

function orInfinite(volume: number | undefined): number {
  return volume ?? Number.POSITIVE_INFINITY
}

function orNever(volume: number): number | 'never' {
  return Number.isFinite(volume) ? volume : 'never'
}

/** Whether tuning mostly pays up to a volume, not from one on. */
function isBelow(crossings: readonly Crossing[]): boolean {
  const count = (kind: Crossing['kind']) => crossings.filter((crossing) => crossing.kind === kind).length
  return count('below') > count('above')
}

/** Up to which volume tuning pays: 0 at none, no end where it does at any. */
function volumeUpTo(crossing: Crossing): number {
  if (crossing.kind === 'always') return Number.POSITIVE_INFINITY
  return crossing.kind === 'below' ? crossing.at : 0
}

function breakEvenOf({ low, high }: CostRange, tuningPays: 'above' | 'below'): BreakEven {
  const least = tuningPays === 'above' ? 'always' : 'never'
  const most = tuningPays === 'above' ? 'never' : 'always'
  if (high <= 0) return least
  return Number.isFinite(low) ? { low, high: orNever(high), tuningPays } : most
}
