import type { LearningCurve } from '../../contracts/data-change.ts'
import { takeVectors } from '../../stats/cross-fit.ts'
import { type CurvePoint, forecastDoubling } from '../../stats/learning-curve.ts'
import { fitLogisticRegression } from '../../stats/logistic-regression/fit-logistic-regression.ts'
import type { LogisticModel } from '../../stats/logistic-regression/logistic-model.ts'
import { predictProbabilities } from '../../stats/logistic-regression/predict-probabilities.ts'
import { randomSource } from '../../stats/random-source.ts'
import { stratifiedFolds } from '../../stats/stratified-folds.ts'
import { stratifiedOrder } from '../../stats/stratified-sample.ts'
import type { EmbeddedRows } from './embedded-rows.ts'
import {
  folds,
  headProblem,
  type HeadProblem,
  type LabelledRow,
  likeliest,
  strengthFor,
} from './head-on-vectors.ts'

const mostSizes = 6
const fewestRowsOfTake = 20
/** Held-out rows after which further folds would only cost time. */
const enoughTested = 2000

/**
 * Error of the head against train rows: nested, stratified takes of half, a quarter … of the rows, each judged on the same
 * held-out rows, fold by fold; test rows are never used. At most six sizes, the smallest of 20 rows and two a label.
 */
export async function measureLearningCurve(
  embedded: EmbeddedRows<LabelledRow>,
  steps: { seed: number; afterFit: (done: number, total: number) => Promise<void> },
): Promise<LearningCurve> {
  const problem = headProblem(embedded)
  const foldOf = stratifiedFolds(problem.targets, { folds, seed: steps.seed })
  const heldOut = Math.ceil(problem.rows / folds)
  const sizes = sizesOf(problem.rows - heldOut, problem.classes)
  const rounds = Math.min(folds, Math.max(1, Math.ceil(enoughTested / heldOut)))
  const wrong = sizes.map(() => 0)
  let tested = 0
  for (let fold = 0; fold < rounds; fold += 1) {
    const held = [...foldOf.keys()].filter((row) => foldOf[row] === fold)
    const order = stratifiedOrder(
      [...foldOf.keys()].filter((row) => foldOf[row] !== fold),
      { stratumOf: (row) => `${problem.targets[row] ?? 0}`, random: randomSource(steps.seed + fold) },
    )
    let warmStart: LogisticModel | undefined
    for (const [at, size] of sizes.entries()) {
      const asked = errorsOf(problem, { taken: order.slice(0, size), held, warmStart })
      wrong[at] = (wrong[at] ?? 0) + asked.errors
      warmStart = asked.model
      await steps.afterFit(fold * sizes.length + at + 1, rounds * sizes.length)
    }
    tested += held.length
  }
  const points = sizes.map((rows, at): CurvePoint => ({ rows, error: (wrong[at] ?? 0) / tested, tested }))
  return { method: 'head', points, doubling: forecastDoubling(points) }
}

function sizesOf(rows: number, classes: number): number[] {
  const least = Math.max(fewestRowsOfTake, 2 * classes)
  const sizes = Array.from({ length: mostSizes }, (_, halvings) => Math.floor(rows / 2 ** halvings))
  return sizes.filter((size) => size >= least).toReversed()
}

/**
 * Held-out rows that a head fitted on `taken` gets wrong. A label that is not among them cannot be right. It starts from the
 * head of the smaller take, which saw rows of this take only.
 */
function errorsOf(
  problem: HeadProblem,
  {
    taken,
    held,
    warmStart,
  }: { taken: readonly number[]; held: readonly number[]; warmStart?: LogisticModel | undefined },
): { errors: number; model: LogisticModel } {
  const vectors = { vectors: problem.features, dimensions: problem.dimensions }
  const model = fitLogisticRegression({
    ...problem,
    features: takeVectors(vectors, taken),
    rows: taken.length,
    targets: Int32Array.from(taken, (row) => problem.targets[row] ?? 0),
    l2: strengthFor(taken.length),
    ...(warmStart === undefined ? {} : { warmStart }),
  })
  const answers = likeliest(predictProbabilities(model, takeVectors(vectors, held)), problem.classes)
  return { errors: held.filter((row, at) => answers[at] !== problem.targets[row]).length, model }
}
