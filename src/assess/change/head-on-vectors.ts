import { crossFitFold } from '../../stats/cross-fit.ts'
import type { LogisticProblem } from '../../stats/logistic-regression/logistic-model.ts'
import { stratifiedFolds } from '../../stats/stratified-folds.ts'
import type { ChangeRow, EmbeddedRows } from './embedded-rows.ts'

/** Rows with a known answer. */
export type LabelledRow = ChangeRow & { expected: string }

/** Folds of a cross-fit. */
export const folds = 5

/** The problem of a head on embedded rows; `labels` are sorted. */
export interface HeadProblem extends Omit<LogisticProblem, 'targets'> {
  labels: string[]
  targets: Int32Array
}

/**
 * The head's problem. The penalty is that of one pseudo-row in thirty of a fixed strength, so it fades as rows come:
 * λ = 1/(30 · rows), no weaker than 3e-5, which is near what validation picks on the public sets.
 */
export function headProblem({ rows, vectors, dimensions }: EmbeddedRows<LabelledRow>): HeadProblem {
  const labels = [...new Set(rows.map((row) => row.expected))].toSorted()
  const place = new Map(labels.map((label, at) => [label, at]))
  const targets = Int32Array.from(rows, (row) => place.get(row.expected) ?? 0)
  const problem = {
    features: vectors,
    rows: rows.length,
    dimensions,
    targets,
    classes: labels.length,
    labels,
  }
  return { ...problem, l2: strengthFor(rows.length) }
}

export function strengthFor(rows: number): number {
  return Math.max(3e-5, 1 / (30 * rows))
}

/** Probabilities of every row (rows × classes) from fits that did not see it. Gives way to other work between fits. */
export async function crossFittedProbabilities(
  problem: HeadProblem,
  { seed, afterFold }: { seed: number; afterFold: (done: number) => Promise<void> },
): Promise<Float32Array> {
  const foldOf = stratifiedFolds(problem.targets, { folds, seed })
  const all = new Float32Array(problem.rows * problem.classes)
  for (let fold = 0; fold < folds; fold += 1) {
    const { rows, probabilities } = crossFitFold(problem, foldOf, fold)
    for (const [at, row] of rows.entries()) {
      all.set(probabilities.subarray(at * problem.classes, (at + 1) * problem.classes), row * problem.classes)
    }
    await afterFold(fold + 1)
  }
  return all
}

/** The most probable class of each row. */
export function likeliest(probabilities: Float32Array, classes: number): Int32Array {
  return Int32Array.from({ length: probabilities.length / classes }, (_, row) => {
    const scores = probabilities.subarray(row * classes, (row + 1) * classes)
    return scores.indexOf(Math.max(...scores))
  })
}
