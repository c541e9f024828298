import type { Example } from '../../contracts/example.ts'
import type { EmbeddedRows } from '../../assess/change/embedded-rows.ts'
import { folds, headProblem, type HeadProblem, likeliest } from '../../assess/change/head-on-vectors.ts'
import { takeVectors } from '../../stats/cross-fit.ts'
import { fitLogisticRegression } from '../../stats/logistic-regression/fit-logistic-regression.ts'
import type { LogisticModel } from '../../stats/logistic-regression/logistic-model.ts'
import { predictProbabilities } from '../../stats/logistic-regression/predict-probabilities.ts'
import { stratifiedFolds } from '../../stats/stratified-folds.ts'

/** Rows of a label below which the folds cannot all know it. */
const fewestRowsOfLabel = 5

/** A head on real rows that says whether a written text has the label it was written for. */
export interface LabelCheck {
  /** p(label) that must be reached, by the likeliest label, in (0, 1). */
  threshold: number
  /** Share of the real train rows that would pass, each judged by the head that did not see it. */
  realRowsPassing: number
  /** @param vectors one for each text, end to end; `fromIds` the row each was written from. */
  agrees(texts: { fromId: string; expected: string }[], vectors: Float32Array): boolean[]
}

/**
 * A cross-fitted check: a written text is judged by the head that did not see the row it was written from. Labels with fewer
 * than five rows are judged by a head on all rows, since the others may not know them.
 *
 * @returns nothing where there is one label only.
 */
export async function labelCheck(
  embedded: EmbeddedRows<Example>,
  {
    seed,
    threshold,
    afterFold,
  }: { seed: number; threshold: number; afterFold: (done: number) => Promise<void> },
): Promise<LabelCheck | undefined> {
  const problem = headProblem(embedded)
  if (problem.classes < 2) return undefined
  const foldOf = stratifiedFolds(problem.targets, { folds, seed })
  const heads: LogisticModel[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    heads.push(
      fitOn(
        problem,
        [...foldOf.keys()].filter((row) => foldOf[row] !== fold),
      ),
    )
    await afterFold(fold + 1)
  }
  const whole = fitOn(problem, [...foldOf.keys()])
  const foldOfId = new Map(embedded.rows.map(({ id }, row) => [id, foldOf[row] ?? 0]))
  const sizes = new Int32Array(problem.classes)
  for (const target of problem.targets) sizes[target] = (sizes[target] ?? 0) + 1
  const judge = (fromId: string, expected: string, vector: Float32Array): boolean => {
    const target = problem.labels.indexOf(expected)
    const isRare = (sizes[target] ?? 0) < fewestRowsOfLabel
    const head = isRare ? whole : (heads[foldOfId.get(fromId) ?? 0] ?? whole)
    const probabilities = predictProbabilities(head, vector)
    return (
      likeliest(probabilities, problem.classes)[0] === target && (probabilities[target] ?? 0) >= threshold
    )
  }
  const agrees: LabelCheck['agrees'] = (texts, vectors) =>
    texts.map(({ fromId, expected }, at) =>
      judge(fromId, expected, vectorAt(vectors, at, problem.dimensions)),
    )
  const real = agrees(
    embedded.rows.map(({ id, expected }) => ({ fromId: id, expected })),
    embedded.vectors,
  )
  return { threshold, realRowsPassing: real.filter(Boolean).length / real.length, agrees }
}

function fitOn(problem: HeadProblem, rows: number[]): LogisticModel {
  return fitLogisticRegression({
    ...problem,
    features: takeVectors({ vectors: problem.features, dimensions: problem.dimensions }, rows),
    rows: rows.length,
    targets: Int32Array.from(rows, (row) => problem.targets[row] ?? 0),
  })
}

function vectorAt(vectors: Float32Array, at: number, dimensions: number): Float32Array {
  return vectors.subarray(at * dimensions, (at + 1) * dimensions)
}
