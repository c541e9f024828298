import { assertInteger } from './assert-count.ts'
import { randomSource } from './random-source.ts'

/**
 * By how much the score of the best of several candidates is flattered by having been chosen on the rows it is scored on:
 * rows are drawn with replacement, the best on a draw is scored there and on all rows, and the difference is averaged
 * (Efron's bootstrap estimate of optimism). 0 for one candidate, and for one that is best on every draw up to noise.
 *
 * @param candidates each one's rows, the same rows in the same order.
 * @param statistic the score of rows, more being better.
 * @throws DataError when there is no candidate or no row.
 * @see Efron 1983, Journal of the American Statistical Association 78
 */
export function selectionOptimism<Row>({
  candidates,
  statistic,
  seed,
  draws = 1000,
}: {
  candidates: readonly (readonly Row[])[]
  statistic: (rows: readonly Row[]) => number
  seed: number
  draws?: number
}): number {
  assertInteger('number of candidates', candidates.length, 1)
  const n = candidates[0]?.length ?? 0
  assertInteger('number of rows', n, 1)
  if (candidates.length === 1) return 0
  const random = randomSource(seed)
  const onAll = candidates.map(statistic)
  let sum = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = Array.from({ length: n }, () => Math.floor(random.next() * n))
    const onDraw = candidates.map((rows) => statistic(drawn.flatMap((index) => rows[index] ?? [])))
    const best = onDraw.indexOf(Math.max(...onDraw))
    sum += (onDraw[best] ?? 0) - (onAll[best] ?? 0)
  }
  return sum / draws
}
