import * as z from 'zod'
import type { FitContext } from '../../contracts/method.ts'
import type { LogisticModel, LogisticProblem } from '../../stats/logistic-regression/logistic-model.ts'

/** What a head keeps beside its weights. */
export const headShapeSchema = z.object({
  labels: z.array(z.string()),
  dimensions: z.number().int(),
  /** What the weights were divided by. */
  temperature: z.number().default(1),
})

interface NewProblem {
  problem: Omit<LogisticProblem, 'l2'> & { targets: Int32Array }
  labels: readonly string[]
  context: Pick<FitContext, 'artifacts'>
}

/**
 * The weights of an earlier head, label by label. A new label begins on its rows' side of the mean, as strong as the others are
 * on average, so that few steps are left.
 *
 * @returns undefined when the earlier head was fitted on other embeddings.
 */
export async function earlierWeights(
  { problem, labels, context }: NewProblem,
  start: { weights: string; shape: string },
): Promise<LogisticModel | undefined> {
  const shape = await context.artifacts.get({ name: 'shape', sha256: start.shape })
  const before = headShapeSchema.parse(JSON.parse(Buffer.from(shape).toString('utf8')))
  const { dimensions, temperature } = before
  if (dimensions !== problem.dimensions) return undefined
  const stored = await context.artifacts.get({ name: 'weights', sha256: start.weights })
  const numbers = new Float32Array(new Uint8Array(stored).buffer).map((value) => value * temperature)
  const typical = typicalOf(numbers, before)
  const model = {
    classes: labels.length,
    dimensions,
    weights: new Float32Array(labels.length * dimensions),
    bias: new Float32Array(labels.length).fill(typical.bias),
  }
  for (const [to, label] of labels.entries()) {
    const at = before.labels.indexOf(label)
    const known = numbers.subarray(at * dimensions, (at + 1) * dimensions)
    model.weights.set(at < 0 ? towards(problem, to, typical.norm) : known, to * dimensions)
    if (at >= 0) model.bias[to] = numbers[before.labels.length * dimensions + at] ?? 0
  }
  return model
}

/** Mean length of a label's weights, and mean bias. */
function typicalOf(
  numbers: Float32Array,
  { labels, dimensions }: z.infer<typeof headShapeSchema>,
): { norm: number; bias: number } {
  const norms = labels.map((_, at) => Math.hypot(...numbers.subarray(at * dimensions, (at + 1) * dimensions)))
  const biases = numbers.subarray(labels.length * dimensions)
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / labels.length
  return { norm: meanOf(norms), bias: meanOf([...biases]) }
}

/** From the mean of all rows to the mean of a label's, of a given length. */
function towards(
  { features, rows, dimensions, targets }: NewProblem['problem'],
  label: number,
  norm: number,
): Float32Array {
  const own = new Float64Array(dimensions)
  const all = new Float64Array(dimensions)
  const count = targets.reduce((sum, target) => sum + Number(target === label), 0)
  for (let at = 0; at < rows * dimensions; at += 1) {
    const value = features[at] ?? 0
    const place = at % dimensions
    all[place] = (all[place] ?? 0) + value / rows
    if (targets[Math.floor(at / dimensions)] === label) own[place] = (own[place] ?? 0) + value / count
  }
  const direction = own.map((value, place) => value - (all[place] ?? 0))
  const length = Math.hypot(...direction) || 1
  return Float32Array.from(direction, (value) => (value * norm) / length)
}
