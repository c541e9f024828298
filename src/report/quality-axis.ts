import type { CandidateReport } from '../contracts/report.ts'
import { shownQuality } from './rank-candidates.ts'
import { metricWords } from './words/metric-words.ts'

/** A linear axis with round ends and round ticks. */
export interface Axis {
  low: number
  high: number
  ticks: number[]
}

const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50]
/** How far from the best a figure may be and still be on scale, so that near rivals can be told apart. */
const farthest = { finalist: 0.4, other: 0.2 }

/**
 * The axis that shows the finalists, the target, and what else is near the best one; a figure far off is left to the
 * drawing to mark as off scale. Shares never leave 0..1.
 */
export function qualityAxis(options: {
  candidates: CandidateReport[]
  target: number
  metric: string
  maxTicks: number
}): Axis {
  const { candidates, target, metric, maxTicks } = options
  const figures = candidates.flatMap((candidate) => {
    const figure = shownQuality(candidate)
    return figure === undefined
      ? []
      : [{ ...figure, reach: candidate.finalist ? farthest.finalist : farthest.other }]
  })
  const values = figures.map(({ value }) => value)
  const best = metricWords(metric).lowerIsBetter ? Math.min(...values) : Math.max(...values)
  const near = figures.filter(({ value, reach }) => Math.abs(value - best) <= reach)
  const low = Math.min(target, ...near.map((figure) => figure.low))
  const high = Math.max(target, ...near.map((figure) => figure.high))
  return roundAxis({ low, high, maxTicks, withinUnit: figures.every((figure) => figure.high <= 1) })
}

/** The smallest round step with at most `maxTicks` ticks over [low, high], and the ends rounded outwards to it. */
export function roundAxis(options: {
  low: number
  high: number
  maxTicks: number
  withinUnit?: boolean
}): Axis {
  const { low, high, maxTicks, withinUnit = false } = options
  const span = Math.max(high - low, 0.01)
  const step = steps.find((size) => span / size + 2 <= maxTicks) ?? span
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
  const inside = withinUnit ? ticks.filter((tick) => tick <= 1) : ticks
  return { low: inside[0] ?? low, high: withinUnit ? Math.min(1, last * step) : last * step, ticks: inside }
}
