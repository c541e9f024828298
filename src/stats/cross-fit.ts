import { fitLogisticRegression } from './logistic-regression/fit-logistic-regression.ts'
import type { LogisticProblem } from './logistic-regression/logistic-model.ts'
import { predictProbabilities } from './logistic-regression/predict-probabilities.ts'

/** One fold's rows and their class probabilities (rows × classes, row-major) from a fit on all other folds. */
export interface FoldPrediction {
  rows: Int32Array
  probabilities: Float32Array
}

/** A fit on all folds but one, asked about that one. `l2` is the problem's; a class absent from the fit gets ~0. */
export function crossFitFold(problem: LogisticProblem, foldOf: Int32Array, fold: number): FoldPrediction {
  const inside = Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] !== fold)
  const rows = Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] === fold)
  const { features, dimensions, targets } = problem
  const model = fitLogisticRegression({
    ...problem,
    features: takeVectors({ vectors: features, dimensions }, inside),
    rows: inside.length,
    targets: inside.map((row) => targets[row] ?? 0),
  })
  return {
    rows,
    probabilities: predictProbabilities(model, takeVectors({ vectors: features, dimensions }, rows)),
  }
}

/** The vectors of some rows, end to end. */
export function takeVectors(
  { vectors, dimensions }: { vectors: Float32Array; dimensions: number },
  rows: ArrayLike<number> & Iterable<number>,
): Float32Array {
  const taken = new Float32Array(rows.length * dimensions)
  let place = 0
  for (const row of rows) {
    taken.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), place * dimensions)
    place += 1
  }
  return taken
}
