import type { TrainingSplit } from '../../contracts/method.ts'
import type { Task } from '../../contracts/task.ts'
import type { TuningCurve } from '../../contracts/training-report.ts'
import { scorerOf } from '../../scorers/scorer-of.ts'
import { forecastDoubling } from '../../stats/learning-curve.ts'
import { fitAndValidate } from './fit-and-validate.ts'
import type { RunContext } from './run-context.ts'
import type { ValidatedCandidate } from './validate-candidates.ts'

type Point = TuningCurve['points'][number]

/** Shares of the rows that are fitted beside all of them, and what both take of a whole fit. */
const shares = [0.25, 0.5]
const shareOfFit = 0.75
/** Below so many rows a quarter of them says nothing. */
const fewestRows = 80

/**
 * Fits tuned finalists on a quarter and on half of the train rows and asks the same validation rows: what more rows would bring,
 * and what a point of it costs to label. Left out where it would not fit tuning.budgetMinutes beside the seeds.
 */
export async function measureTuningCurves(
  run: RunContext,
  finalists: readonly ValidatedCandidate[],
  split: TrainingSplit,
): Promise<ValidatedCandidate[]> {
  const measured: ValidatedCandidate[] = []
  for (const finalist of finalists) {
    const tuningCurve = isMeasured(run.task, finalist, split)
      ? await curveOf(run, finalist, split)
      : undefined
    measured.push(tuningCurve === undefined ? finalist : { ...finalist, tuningCurve })
  }
  return measured
}

/** What a vendor trains costs money each time. */
function isMeasured(
  { tuning }: Task,
  { candidate, seeds }: ValidatedCandidate,
  { train }: TrainingSplit,
): boolean {
  const isOurs =
    candidate.family === 'tune' && candidate.kind !== 'recorded' && candidate.kind !== 'tune/hosted'
  const minutes = (candidate.fitCost.seconds * ((seeds?.values.length ?? 1) + shareOfFit)) / 60
  return isOurs && train.length >= fewestRows && minutes <= tuning.budgetMinutes
}

async function curveOf(
  run: RunContext,
  { method, candidate, answered, validation }: ValidatedCandidate,
  split: TrainingSplit,
): Promise<TuningCurve | undefined> {
  if (validation === undefined) return undefined
  const { task } = run
  const rows = answered.map(({ row }) => row)
  const points: Point[] = []
  for (const share of shares) {
    const part = split.take(Math.round(share * split.train.length), task.seed)
    const smaller = await fitAndValidate(
      run,
      { method, spec: candidate.spec, seed: candidate.seed },
      { split: part, rows },
    )
    if ('notMeasured' in smaller || smaller.validation === undefined) return undefined
    points.push({ rows: part.train.length, value: smaller.validation.value, tested: smaller.validation.n })
  }
  points.push({ rows: split.train.length, value: validation.value, tested: validation.n })
  return describeCurve(points, task)
}

function describeCurve(points: Point[], { success, costs }: Task): TuningCurve {
  const { metric } = success.quality
  const { higherIsBetter } = scorerOf(metric)
  const doubling = forecastDoubling(
    points.map(({ rows, value, tested }) => ({
      rows,
      tested,
      error: Math.min(1, Math.max(0, higherIsBetter ? 1 - value : value)),
    })),
  )
  const labelUsd = (points.at(-1)?.rows ?? 0) * costs.labelUsd
  return {
    metric,
    points,
    doubling,
    labelUsd,
    ...(doubling.result === 'gain' && doubling.high > 0 ? { usdPerPoint: perPoint(labelUsd, doubling) } : {}),
  }
}

/** No gain at all has no price. */
function perPoint(usd: number, { low, high }: { low: number; high: number }) {
  return { low: usd / (100 * high), high: low > 0 ? usd / (100 * low) : null }
}
