/** A row whose label a cross-fitted model confidently disagrees with. */
export interface Disagreement {
  row: number
  /** The class the model gives instead. */
  suggested: number
  /** p(suggested) − p(given), in (0, 1]: the larger, the surer. */
  margin: number
}

/**
 * Rows that are likely labelled wrong, the surest first: another class reaches its own threshold and is more probable than the
 * given one. A class's threshold is the mean probability of that class over the rows labelled with it, so that classes
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
    const start = row * classes
    const given = probabilities[start + own] ?? 0
    let suggested = own
    for (let label = 0; label < classes; label += 1) {
      const value = probabilities[start + label] ?? 0
      if (value >= (thresholds[label] ?? 1) && value > (probabilities[start + suggested] ?? 0))
        suggested = label
    }
    if (suggested !== own) {
      found.push({ row, suggested, margin: (probabilities[start + suggested] ?? 0) - given })
    }
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
