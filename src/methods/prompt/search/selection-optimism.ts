import { DataError } from '../../../errors.ts'
import { randomSource, type RandomSource } from '../../../stats/random-source.ts'

const draws = 1000

/**
 * How much the best of several variants flatters itself when its score on the rows that chose it is told: the mean over
 * bootstrap draws of rows of (score in the draw − score on the rows outside it) of the variant that won in the draw. In the
 * unit of a row's score; at least 0, and 0 where nothing was chosen. Never subtracted from a verdict, which reads the test set.
 *
 * @param scores one list a variant, the same rows in the same order in each, more being better; the first wins a tie.
 * @throws DataError when the lists differ in length.
 * @see Efron & Tibshirani 1993, "An introduction to the bootstrap", §17.6
 */
export function selectionOptimism(scores: readonly (readonly number[])[], seed: number): number {
  const rows = scores[0]?.length ?? 0
  const odd = scores.find((list) => list.length !== rows)
  if (odd !== undefined)
    throw new DataError(
      `A variant has scores of ${odd.length} rows and another of ${rows}. They must be the same rows.`,
    )
  if (scores.length < 2 || rows < 2) return 0
  const random = randomSource(seed)
  let sum = 0
  let counted = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const gap = gapOfDraw(scores, timesDrawn(rows, random))
    if (gap === undefined) continue
    sum += gap
    counted += 1
  }
  return counted === 0 ? 0 : Math.max(0, sum / counted)
}

/** How often each row is in one draw with replacement. */
function timesDrawn(rows: number, random: RandomSource): Int32Array {
  const times = new Int32Array(rows)
  for (let draw = 0; draw < rows; draw += 1) {
    const row = random.below(rows)
    times[row] = (times[row] ?? 0) + 1
  }
  return times
}

/** Undefined where no row is outside. */
function gapOfDraw(scores: readonly (readonly number[])[], times: Int32Array): number | undefined {
  const outside = times.reduce((count, time) => count + (time === 0 ? 1 : 0), 0)
  if (outside === 0) return undefined
  let best = { inside: Number.NEGATIVE_INFINITY, outside: 0 }
  for (const list of scores) {
    const total = list.reduce((sum, score, row) => sum + score * (times[row] ?? 0), 0)
    const inside = total / list.length
    if (inside <= best.inside + 1e-12) continue
    const left = list.reduce((sum, score, row) => sum + (times[row] === 0 ? score : 0), 0)
    best = { inside, outside: left / outside }
  }
  return best.inside - best.outside
}
