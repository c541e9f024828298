/** Error of a method fitted on so many rows, over `tested` held-out rows. Errors are in (0, 1]. */
export interface CurvePoint {
  rows: number
  error: number
  tested: number
}

/** What one doubling of the rows is likely to gain, as shares of rows: .02 is two points. */
export type DoublingForecast =
  | { result: 'gain'; low: number; high: number; backtestError: number | null }
  | { result: 'cannot-say'; reason: string }

const fewestPoints = 3
const smallestHalfWidth = 0.015
/** One-sided 95 %: how sure "it steepens" must be. */
const z95 = 1.645

/**
 * Extrapolates error against size, log on log, over the last three sizes, one doubling ahead. The interval is no narrower
 * than the largest error this very forecast made at earlier sizes, nor than ± 1.5 points, nor than the sampling error
 * of the last point; it ends at 0 and at the error itself. Nothing is said while the curve steepens: a straight line
 * drawn there promises too little, and where it bends nobody knows (decision.md §8).
 *
 * @param points ascending in rows.
 */
export function forecastDoubling(points: readonly CurvePoint[]): DoublingForecast {
  const last = points.at(-1)
  if (points.length < fewestPoints || last === undefined) {
    return { result: 'cannot-say', reason: `${fewestPoints} sizes are needed, ${points.length} can be tried` }
  }
  if (last.error === 0) return { result: 'gain', low: 0, high: smallestHalfWidth, backtestError: null }
  if (steepens(points)) return { result: 'cannot-say', reason: 'the curve still steepens' }
  const errors = backtest(points)
  const halfWidth = Math.max(smallestHalfWidth, 2 * samplingError(last), ...errors)
  const gain = last.error - predictError(points, last.rows * 2)
  return {
    result: 'gain',
    low: Math.min(last.error, Math.max(0, gain - halfWidth)),
    high: Math.min(last.error, Math.max(0, gain + halfWidth)),
    backtestError: errors.length === 0 ? null : Math.max(...errors),
  }
}

/** The line through the last three points, no error above 1. */
function predictError(points: readonly CurvePoint[], rows: number): number {
  const recent = points.slice(-fewestPoints).map((point) => ({ x: Math.log(point.rows), y: logError(point) }))
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(recent.map((point) => point.x)), mean(recent.map((point) => point.y))]
  const slope =
    mean(recent.map((point) => (point.x - x) * (point.y - y))) /
    mean(recent.map((point) => (point.x - x) ** 2))
  return Math.min(1, Math.exp(y + slope * (Math.log(rows) - x)))
}

/** No error at all is counted as half a row, or it would have no logarithm. */
function logError({ error, tested }: CurvePoint): number {
  return Math.log(Math.max(error, 0.5 / tested))
}

/** How far the forecast from each earlier triple was from the size after it. */
function backtest(points: readonly CurvePoint[]): number[] {
  return points.slice(fewestPoints).map((point, at) => {
    const earlier = points.slice(0, at + fewestPoints)
    return Math.abs(predictError(earlier, point.rows) - point.error)
  })
}

/** Whether the last step falls faster than the one before, by more than chance. */
function steepens(points: readonly CurvePoint[]): boolean {
  const [a, b, c] = points.slice(-3)
  if (a === undefined || b === undefined || c === undefined) return false
  const first = (logError(b) - logError(a)) / Math.log(b.rows / a.rows)
  const second = (logError(c) - logError(b)) / Math.log(c.rows / b.rows)
  const spread = [a, b, c].map((point) => samplingError(point) / Math.max(point.error, 0.5 / point.tested))
  const [one = 0, two = 0, three = 0] = spread
  const noise = Math.sqrt(one ** 2 + 4 * two ** 2 + three ** 2) / Math.log(c.rows / b.rows)
  return second < first - z95 * noise
}

function samplingError({ error, tested }: CurvePoint): number {
  return Math.sqrt((error * (1 - error)) / tested)
}
