import type { Decay } from '../../contracts/data-change.ts'
import { instantOf } from '../../data/import/normalise-time.ts'
import { fitLogisticRegression } from '../../stats/logistic-regression/fit-logistic-regression.ts'
import { predictProbabilities } from '../../stats/logistic-regression/predict-probabilities.ts'
import { weightedSlope } from '../../stats/weighted-slope.ts'
import { wilsonInterval } from '../../stats/wilson-interval.ts'
import { countLabels } from '../count-labels.ts'
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
 * divided by it is the time until retraining. Accuracy is taken at the past's mix of answers, or a period with more of a
 * hard label would look like decay; the plain loss is given beside it. "Cannot say" below 100 rows of past or three later periods of 30 rows.
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
  const answeredPast = past.rows.map(({ expected }, row) => ({
    expected,
    isRight: own[row] === problem.targets[row],
  }))
  const measured = [
    { name: 'the past, cross-fitted', days: 0, answered: answeredPast },
    ...askPeriods({ problem, later, periods, trainedUntil }),
  ]
  const plain = slopeOf(measured.map(({ days, answered }) => ({ days, ...plainAccuracy(answered) })))
  const mix = countLabels(past.rows)
  const atMix = slopeOf(measured.map(({ days, answered }) => ({ days, ...accuracyAtMix(answered, mix) })))
  return {
    result: atMix.low > 0 ? 'decays' : 'no-decay-seen',
    trainedUntil,
    trainRows: past.rows.length,
    periods: measured.map(describePeriod),
    lossPerMonth: atMix,
    plainLossPerMonth: plain,
    retrainAfterDays: daysUntil(atMix, margin),
  }
}

function whyNot(past: EmbeddedRows<LabelledRow>, periods: readonly Period[]): string | undefined {
  if (past.rows.length < fewestTrainRows) {
    return `${past.rows.length} labelled rows of the past; it takes ${fewestTrainRows}`
  }
  if (new Set(past.rows.map((row) => row.expected)).size < 2) return 'the past has one label only'
  if (periods.length >= fewestPeriods) return undefined
  return `${periods.length} later periods of ${fewestRowsOfPeriod} labelled rows; it takes ${fewestPeriods}`
}

interface Answered {
  expected: string
  isRight: boolean
}

interface MeasuredPeriod {
  name: string
  days: number
  answered: Answered[]
}

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
    const answered = rows.map(({ expected }, at) => ({
      expected,
      isRight: problem.labels[answers[at] ?? -1] === expected,
    }))
    const instants = rows.map(({ time = '' }) => instantOf(time))
    const middle = instants.reduce((sum, instant) => sum + instant, 0) / Math.max(1, instants.length)
    return { name, answered, days: Math.max(0, (middle - instantOf(trainedUntil)) / msOfDay) }
  })
}

function describePeriod({ name, days, answered }: MeasuredPeriod): Decay['periods'][number] {
  const right = answered.filter(({ isRight }) => isRight).length
  const interval = wilsonInterval({ successes: right, trials: answered.length })
  return { name, rows: answered.length, days, accuracy: { value: right / answered.length, ...interval } }
}

interface Measured {
  value: number
  variance: number
}

function plainAccuracy(answered: readonly Answered[]): Measured {
  return weightedShare(answered.map(({ isRight }) => ({ weight: 1, isRight })))
}

/** Rows weighted so that each label has its share of the past; a label the past had not counts nothing. */
function accuracyAtMix(answered: readonly Answered[], mix: ReadonlyMap<string, number>): Measured {
  const now = countLabels(answered)
  return weightedShare(
    answered.map(({ expected, isRight }) => ({
      weight: (mix.get(expected) ?? 0) / (now.get(expected) ?? 1),
      isRight,
    })),
  )
}

/** A weighted share of rights with its variance; half a row is added each way for that, or all right would have none. */
function weightedShare(rows: readonly { weight: number; isRight: boolean }[]): Measured {
  const sum = (of: (row: { weight: number; isRight: boolean }) => number): number =>
    rows.reduce((total, row) => total + of(row), 0)
  const all = sum(({ weight }) => weight)
  const effective = all ** 2 / sum(({ weight }) => weight ** 2)
  const value = sum(({ weight, isRight }) => (isRight ? weight : 0)) / all
  const rate = (value * effective + 0.5) / (effective + 1)
  return { value, variance: (rate * (1 - rate)) / effective }
}

function slopeOf(points: readonly (Measured & { days: number })[]) {
  const slope = weightedSlope(
    points.map(({ days, value, variance }) => ({ x: days / daysOfMonth, value, variance })),
  )
  return { value: -slope.value, low: -slope.high, high: -slope.low }
}

/** Days until the margin is lost; null for an end that is never. A larger loss is a shorter time. */
function daysUntil(
  loss: { value: number; low: number; high: number },
  margin: number,
): Decay['retrainAfterDays'] {
  const until = (rate: number): number | null => (rate > 0 ? (daysOfMonth * margin) / rate : null)
  return { value: until(loss.value), low: until(loss.high), high: until(loss.low) }
}
