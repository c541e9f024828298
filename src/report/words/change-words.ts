import type {
  DataChange,
  Decay,
  InputShift,
  LearningCurve,
  MissingRegion,
} from '../../contracts/data-change.ts'
import type { DataReport } from '../../contracts/report.ts'
import { countOf, formatCount } from './format-count.ts'

/** Whether test and production look like train, one sentence a line; periods are drawn apart. */
export function coverageWords(change: DataChange): string[] {
  const { regions } = change
  return [
    ...likenessWords(change),
    ...regions.map(
      ({ from, rows, examples }) =>
        `${regionWords({ from, rows })}: ${examples.map(({ id, input }) => (from === 'test' ? id : `"${input}"`)).join(' · ')}`,
    ),
  ]
}

/** The same without the regions. */
export function likenessWords({ test, production }: DataChange): string[] {
  return [
    ...(test === undefined ? [] : [shiftWords('Test inputs', test)]),
    ...(production === undefined ? [] : [shiftWords('Production inputs', production)]),
  ]
}

/** "14 production inputs like nothing in train". */
export function regionWords({ rows, from }: Pick<MissingRegion, 'rows' | 'from'>): string {
  return `${countOf(rows, `${from} input`)} like nothing in train`
}

function shiftWords(what: string, shift: InputShift): string {
  const { result, auc, rows } = shift
  if (result === 'cannot-say' || auc === undefined)
    return `${what}: ${countOf(rows, 'row is', 'rows are')} too few to say whether they look like train.`
  const words = {
    alike: `${what} look like train: no difference is shown.`,
    slight: `${what} differ from train, and little (AUC ${area(auc.value)}; .50 is chance, .60 would matter).`,
    different: `${what} do not look like train (AUC ${area(auc.value)}, ${area(auc.low)} to ${area(auc.high)}; .50 is chance).`,
  }
  return words[result]
}

/** An area under a curve without its zero: ".62". */
export function area(value: number): string {
  return value >= 0.995 ? '1.00' : value.toFixed(2).replace(/^0/u, '')
}

/** How often a model will need retraining. */
export function decayWords(decay: Decay): string[] {
  const { result, reason, lossPerMonth: loss, retrainAfterDays: after } = decay
  if (result === 'cannot-say' || loss === undefined || after === undefined)
    return [`How often a model will need retraining cannot be said: ${reason ?? 'too few rows'}.`]
  const measured = `A head trained on ${countOf(decay.trainRows, 'row')} until ${decay.trainedUntil?.slice(0, 10) ?? 'then'} loses ${lossWords(loss)} points a month at the mix of answers it was trained on`
  return [
    result === 'no-decay-seen'
      ? `${measured}: no loss is shown.${worstWords(after.low)}`
      : `${measured}. ${retrainWords(after)}`,
    ...mixLossWords(decay),
  ]
}

type RetrainAfter = NonNullable<Decay['retrainAfterDays']>

function worstWords(low: number | null): string {
  return low === null ? '' : ` At worst your margin would be lost after ${days(low)}.`
}

function retrainWords({ value, low, high }: RetrainAfter): string {
  const never = (ends: number | null): string => (ends === null ? 'never' : days(ends))
  return `Your margin is lost after about ${never(value)} (${never(low)} to ${never(high)}): plan to retrain that often.`
}

/** Where accuracy as it is falls, and at one mix does not, the mix is what changed. */
function mixLossWords({ result, plainLossPerMonth: plain }: Decay): string[] {
  if (result !== 'no-decay-seen' || plain === undefined || plain.low <= 0) return []
  return [`As it is, accuracy falls by ${lossWords(plain)} points a month: that follows the mix of answers.`]
}

function lossWords({ value, low, high }: { value: number; low: number; high: number }): string {
  const points = (share: number): string => (100 * share).toFixed(1).replace('-', '−')
  return `${points(value)} (${points(low)} to ${points(high)})`
}

function days(count: number): string {
  return count < 60 ? `${Math.round(count)} days` : `${(count / 30).toFixed(count < 300 ? 1 : 0)} months`
}

/** What more train rows would gain: measured where it was, else a rule of thumb that says so. */
export function curveWords(data: DataReport): string[] {
  const { learningCurve: curve } = data
  if (curve === undefined) {
    const rows = data.rows.train + data.rows.validation
    return [
      `A rule of thumb asks for 100 to 500 examples; there are ${formatCount(rows)} to learn from. Measure it instead: crossover check --deep.`,
    ]
  }
  return [pointsWords(curve), doublingWords(curve)]
}

function pointsWords({ method, points }: LearningCurve): string {
  const shown = points.map(({ rows, error }) => `${formatCount(rows)} rows ${(100 * error).toFixed(1)} %`)
  return `Wrong answers of the ${method}: ${shown.join(', ')}.`
}

/** What doubling the train rows would gain, or why that cannot be said. */
export function doublingWords({ doubling }: LearningCurve): string {
  if (doubling.result === 'cannot-say')
    return `What doubling the train rows gains cannot be said yet: ${doubling.reason}.`
  const points = (value: number): string => (100 * value).toFixed(1)
  return `Doubling the train rows is likely to gain ${points(doubling.low)} to ${points(doubling.high)} points.`
}
