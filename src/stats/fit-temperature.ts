import { assertInteger } from './assert-count.ts'
import { DataError } from '../errors.ts'

/** Class probabilities of rows (rows × classes, row-major) and the class each row really has. */
export interface ProbabilityRows {
  probabilities: Float32Array
  classes: number
  /** 0 … classes − 1; rows with another number are left out: no temperature makes an unknown class right. */
  targets: Int32Array | readonly number[]
}

/** Temperatures beyond these say that something else is wrong. */
const lowest = 0.2
const highest = 5
/** Below this a probability in single precision is rounding. */
const leastProbability = 1e-30
const steps = 40

/**
 * The temperature T that makes softmax(scores / T) most likely for the rows: above 1 where a model is too sure, below 1 where it
 * is too careful. Golden-section search on log T, in which the loss has one minimum.
 *
 * @returns T in 0.2 … 5; 1 without rows.
 * @throws DataError when the shapes do not fit.
 * @see Guo, Pleiss, Sun & Weinberger 2017, "On calibration of modern neural networks", ICML
 */
export function fitTemperature(rows: ProbabilityRows): number {
  assertInteger('classes', rows.classes, 2)
  if (rows.probabilities.length !== rows.targets.length * rows.classes) {
    throw new DataError(
      `probabilities holds ${rows.probabilities.length} numbers. ${rows.targets.length} rows of ${rows.classes} need ${rows.targets.length * rows.classes}.`,
    )
  }
  const scores = Float64Array.from(rows.probabilities, (value) => Math.log(Math.max(value, leastProbability)))
  const loss = (logT: number) => lossAt(scores, rows, Math.exp(logT))
  if (Array.from(rows.targets).every((target) => target < 0 || target >= rows.classes)) return 1
  return Math.exp(minimumOf(loss, Math.log(lowest), Math.log(highest)))
}

/** Summed negative log-likelihood of the targets at a temperature. */
function lossAt(scores: Float64Array, { classes, targets }: ProbabilityRows, temperature: number): number {
  let loss = 0
  for (let row = 0; row < targets.length; row += 1) {
    const target = targets[row] ?? -1
    if (target < 0 || target >= classes) continue
    const own = scores.subarray(row * classes, (row + 1) * classes)
    const most = own.reduce((best, score) => Math.max(best, score), -Infinity)
    const sum = own.reduce((total, score) => total + Math.exp((score - most) / temperature), 0)
    loss += Math.log(sum) - ((own[target] ?? 0) - most) / temperature
  }
  return loss
}

function minimumOf(loss: (at: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2
  let low = from
  let high = to
  for (let step = 0; step < steps; step += 1) {
    const width = ratio * (high - low)
    if (loss(high - width) <= loss(low + width)) high = low + width
    else low = high - width
  }
  return (low + high) / 2
}
