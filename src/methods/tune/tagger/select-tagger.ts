import { randomSource } from '../../../stats/random-source.ts'
import { shuffle } from '../../../stats/shuffle.ts'
import { chooseRules, exactF1 } from './choose-rules.ts'
import type { FieldRule } from './spans-of.ts'
import type { TaggedRow } from './tagged-rows.ts'
import { tagSegments, trainTaggers, type MarkedTable } from './train-tagger.ts'

/** Strengths tried, strongest first so that each start from the last solution is a good one. */
export const strengths: readonly number[] = [3e-3, 1e-3, 3e-4]
const mostFolds = 5

/** What cross-fitting on train chose. */
export interface SelectedTagger {
  l2: number
  rules: FieldRule[]
  /** F1 of exact quotes on held-out rows, a little flattered: the rules were chosen on the same rows. */
  f1: number
}

/** Chooses strength, thresholds and merging on rows that each fit had held out, group by group. */
export async function selectTagger(
  rows: readonly TaggedRow[],
  table: MarkedTable,
  options: { keepNumbers: boolean; seed: number; step: (done: number, total: number) => void },
): Promise<SelectedTagger> {
  const { keepNumbers, seed, step } = options
  const { fields } = table
  const heldOut = strengths.map(() => new Float32Array(table.marks.length))
  const foldOf = foldsOf(rows, seed)
  const folds = Math.max(...foldOf) + 1
  for (let fold = 0; fold < folds; fold += 1) {
    const outside = segmentsWhere(rows, (row) => foldOf[row] === fold)
    const taken = segmentsWhere(rows, (row) => foldOf[row] !== fold)
    for (const [at, fitted] of [...trainTaggers(table, { taken, strengths, seed })].entries()) {
      const probabilities = tagSegments(fitted, table, outside)
      for (const [place, segment] of outside.entries())
        heldOut[at]?.set(probabilities.subarray(place * fields, (place + 1) * fields), segment * fields)
    }
    step(fold + 1, folds)
    // Fits block: who waits for a signal or a picture gets a turn between them.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return bestOf(heldOut.map((probabilities) => ({ rows, fields, probabilities, keepNumbers })))
}

function bestOf(tried: readonly Parameters<typeof chooseRules>[0][]): SelectedTagger {
  let best: SelectedTagger = { l2: strengths[0] ?? 0, rules: [], f1: -1 }
  for (const [at, held] of tried.entries()) {
    const rules = chooseRules(held)
    const f1 = exactF1(held, [...rules.keys()], (field) => rules[field] ?? { threshold: 1, merge: false })
    if (f1 > best.f1) best = { l2: strengths[at] ?? 0, rules, f1 }
  }
  return best
}

/** The fold of each row; groups stay together. */
function foldsOf(rows: readonly TaggedRow[], seed: number): number[] {
  const groups = shuffle([...new Set(rows.map(({ group }) => group))], randomSource(seed))
  const folds = Math.min(mostFolds, groups.length)
  const foldOf = new Map(groups.map((group, at) => [group, at % folds]))
  return rows.map(({ group }) => foldOf.get(group) ?? 0)
}

function segmentsWhere(rows: readonly TaggedRow[], isTaken: (row: number) => boolean): number[] {
  let first = 0
  return rows.flatMap(({ segments }, row) => {
    const start = first
    first += segments.length
    return isTaken(row) ? segments.map((_, at) => start + at) : []
  })
}
