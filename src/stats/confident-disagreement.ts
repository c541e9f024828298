/** A row to which a cross-fitted model gives another label. */
export interface Disagreement {
  row: number
  /** Whether the suggested class reaches its own threshold: the rows confident learning would count as errors. */
  isConfident: boolean
  /** The class the model gives instead. */
  suggested: number
  /** p(suggested) − p(given), in (0, 1]: the larger, the surer. */
  margin: number
}

/**
 * Rows whose most probable class is not the given one, by margin, the surest first. They are confident where the class reaches
 * its threshold. A class's threshold is the mean probability of that class over the rows labelled with it, so that classes
 * the model is modest about are not held to the standard of the others.
 *
 * @param fit `probabilities` of rows × classes from fits that did not see the row.
 * @see Northcutt, Jiang & Chuang 2021, JAIR 70 (confident learning)
 */
export function confidentDisagreements(fit: {
  probabilities: Float32Array
  targets: ArrayLike<number>
  classes: number
}): Disagreement[] {
  const { probabilities, targets, classes } = fit
  const thresholds = thresholdsOf(fit)
  const found: Disagreement[] = []
  for (let row = 0; row < targets.length; row += 1) {
    const own = targets[row] ?? 0
    const scores = probabilities.subarray(row * classes, (row + 1) * classes)
    const suggested = scores.indexOf(Math.max(...scores))
    if (suggested === own) continue
    const value = scores[suggested] ?? 0
    const isConfident = value >= (thresholds[suggested] ?? 1)
    found.push({ row, suggested, isConfident, margin: value - (scores[own] ?? 0) })
  }
  return found.toSorted((one, other) => other.margin - one.margin || one.row - other.row)
}

/** Mean self-confidence of each class; 1 for a class without rows. */
function thresholdsOf(fit: { probabilities: Float32Array; targets: ArrayLike<number>; classes: number }) {
  const sums = new Float64Array(fit.classes)
  const counts = new Int32Array(fit.classes)
  for (let row = 0; row < fit.targets.length; row += 1) {
    const label = fit.targets[row] ?? 0
    sums[label] = (sums[label] ?? 0) + (fit.probabilities[row * fit.classes + label] ?? 0)
    counts[label] = (counts[label] ?? 0) + 1
  }
  return sums.map((sum, label) => (counts[label] === 0 ? 1 : sum / (counts[label] ?? 1)))
}
