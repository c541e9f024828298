import type { TuningCurve } from '../../contracts/training-report.ts'
import { formatCount } from './format-count.ts'
import { formatQuality } from './format-quality.ts'
import { formatUsd } from './format-usd.ts'

/** What a tuned method makes of fewer rows and what more would bring, in two sentences. */
export function tuningCurveWords(name: string, curve: TuningCurve): string {
  const { metric, points, doubling, labelUsd } = curve
  const sizes = points.map(
    ({ rows, value }) => `${formatQuality(value, metric)} with ${formatCount(rows)} rows`,
  )
  const measured = `${name} on validation rows: ${sizes.join(', ')}.`
  if (doubling.result === 'cannot-say')
    return `${measured} What more rows would bring cannot be said: ${doubling.reason}.`
  const rows = points.at(-1)?.rows ?? 0
  const gain = `${points100(doubling.low)} to ${points100(doubling.high)} points`
  return `${measured} ${formatCount(rows)} rows more${labelUsd > 0 ? ` (about ${formatUsd(labelUsd)} to label)` : ''} are likely to gain ${gain}${pricePerPoint(curve)}.`
}

function pricePerPoint({ usdPerPoint, labelUsd }: TuningCurve): string {
  if (usdPerPoint === undefined || labelUsd === 0) return ''
  const { low, high } = usdPerPoint
  return high === null
    ? `: ${formatUsd(low)} a point at best`
    : `: ${formatUsd(low)} to ${formatUsd(high)} a point`
}

function points100(share: number): string {
  return (100 * share).toFixed(1)
}
