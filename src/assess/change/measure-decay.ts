import type { Decay } from '../../contracts/data-change.ts'
import { instantOf } from '../../data/import/normalise-time.ts'
import { fitLogisticRegression } from '../../stats/logistic-regression/fit-logistic-regression.ts'
import { predictProbabilities } from '../../stats/logistic-regression/predict-probabilities.ts'
import { weightedSlope } from '../../stats/weighted-slope.ts'
import { wilsonInterval } from '../../stats/wilson-interval.ts'
import { type EmbeddedRows, takeRows } from './embedded-rows.ts'
import {
  crossFittedProbabilities,
  headProblem,
  type HeadProblem,
  type LabelledRow,
  likeliest,
} from './head-on-vectors.ts'
import { type Period, periodsOf } from './periods-of.ts'

const fewestTrainRows = 100
const fewestRowsOfPeriod = 30
const fewestPeriods = 3
const msOfDay = 86_400_000
const daysOfMonth = 30

export interface DecayQuestion {
  /** Labelled rows with times: the past a model would have been trained on, and what came later. */
  past: EmbeddedRows<LabelledRow>
  later: EmbeddedRows<LabelledRow>
  /** Accuracy one would give up before retraining (`success.quality.notWorseBy`), a share. */
  margin: number
  seed: number
}

/**
 * How often a model will need retraining: a head trained on the past is asked about each later period. Age 0 is the past
 * itself, cross-fitted. A line through accuracy against age, weighted by rows, gives the loss a month; the margin
 * divided by it is the time until retraining. "Cannot say" below 100 rows of past or three later periods of 30 rows.
 */
export async function measureDecay(question: DecayQuestion): Promise<Decay> {
  const { past, later, margin, seed } = question
  const periods = periodsOf(later.rows).filter(({ chosen }) => chosen.length >= fewestRowsOfPeriod)
  const reason = whyNot(past, periods)
  if (reason !== undefined) return { result: 'cannot-say', reason, trainRows: past.rows.length, periods: [] }
  const problem = headProblem(past)
  const trainedUntil = past.rows.reduce((latest, { time = '' }) => (time > latest ? time : latest), '')
  const own = likeliest(
    await crossFittedProbabilities(problem, { seed, afterFold: async () => {} }),
    problem.classes,
  )
  const rightInPast = own.filter((answer, row) => answer === problem.targets[row]).length
  const measured = [
    accuracyOf({ name: 'the past, cross-fitted', rows: past.rows.length, days: 0 }, rightInPast),
    ...askPeriods({ problem, later, periods, trainedUntil }),
  ]
  const decay = lossOf(measured, margin)
  return { ...decay, trainedUntil, trainRows: past.rows.length, periods: measured }
}

function whyNot(past: EmbeddedRows<LabelledRow>, periods: readonly Period[]): string | undefined {
  if (past.rows.length < fewestTrainRows) {
    return `${past.rows.length} labelled rows of the past; it takes ${fewestTrainRows}`
  }
  if (new Set(past.rows.map((row) => row.expected)).size < 2) return 'the past has one label only'
  if (periods.length >= fewestPeriods) return undefined
  return `${periods.length} later periods of ${fewestRowsOfPeriod} labelled rows; it takes ${fewestPeriods}`
}

type MeasuredPeriod = Decay['periods'][number]

function askPeriods(asked: {
  problem: HeadProblem
  later: EmbeddedRows<LabelledRow>
  periods: readonly Period[]
  trainedUntil: string
}): MeasuredPeriod[] {
  const { problem, later, periods, trainedUntil } = asked
  const model = fitLogisticRegression(problem)
  return periods.map(({ name, chosen }) => {
    const { rows, vectors } = takeRows(later, chosen)
    const answers = likeliest(predictProbabilities(model, vectors), problem.classes)
    const right = rows.filter((row, at) => problem.labels[answers[at] ?? -1] === row.expected)
    const instants = rows.map(({ time = '' }) => instantOf(time))
    const middle = instants.reduce((sum, instant) => sum + instant, 0) / Math.max(1, instants.length)
    const days = Math.max(0, (middle - instantOf(trainedUntil)) / msOfDay)
    return accuracyOf({ name, rows: rows.length, days }, right.length)
  })
}

function accuracyOf(period: { name: string; rows: number; days: number }, right: number): MeasuredPeriod {
  const interval = wilsonInterval({ successes: right, trials: period.rows })
  return { ...period, accuracy: { value: right / period.rows, ...interval } }
}

function lossOf(
  periods: readonly MeasuredPeriod[],
  margin: number,
): Pick<Decay, 'result' | 'lossPerMonth' | 'retrainAfterDays'> {
  const slope = weightedSlope(
    periods.map(({ days, rows, accuracy }) => {
      // Half a row each way: a period with every row right would have no variance, and all the weight.
      const rate = (accuracy.value * rows + 0.5) / (rows + 1)
      return { x: days / daysOfMonth, value: accuracy.value, variance: (rate * (1 - rate)) / rows }
    }),
  )
  const lossPerMonth = { value: -slope.value, low: -slope.high, high: -slope.low }
  const daysUntil = (loss: number): number | null => (loss > 0 ? (daysOfMonth * margin) / loss : null)
  return {
    result: lossPerMonth.low > 0 ? 'decays' : 'no-decay-seen',
    lossPerMonth,
    retrainAfterDays: {
      value: daysUntil(lossPerMonth.value),
      low: daysUntil(lossPerMonth.high),
      high: daysUntil(lossPerMonth.low),
    },
  }
}
