import type { MissingRegion } from '../../contracts/data-change.ts'
import { binomialUpperTail } from '../../stats/binomial-upper-tail.ts'
import { kMeans } from '../../stats/k-means.ts'
import { nearestNeighbours } from '../../stats/nearest-neighbours.ts'
import { sharedWords } from '../shared-words.ts'
import { sampleRows } from './compare-inputs.ts'
import { type EmbeddedRows, takeRows } from './embedded-rows.ts'
import { textStart } from './text-start.ts'

/** Reference rows that say how near a row usually has its neighbours. */
const calibrationRows = 400
/** The share of the reference's own rows that counts as outside. */
const usualShare = 0.02
const level = 0.01
const rowsOfRegion = 8
const fewestRows = 3
const mostRegions = 6
const examplesShown = 3
/** Neighbours whose mean similarity counts: one alone may be a chance hit. */
const neighbours = 3

/**
 * Regions of a sample that the reference has nothing like: rows whose mean similarity to their three nearest reference rows is
 * lower than that of all but 2 % of the reference's own rows, gathered by k-means, the largest first. Of a test row, which is
 * sealed, an example keeps only the words that its nearest reference row has too.
 *
 * @returns nothing where no more rows are outside than chance explains (exact binomial, 1 %).
 */
export function findMissingRegions(options: {
  reference: EmbeddedRows
  sample: EmbeddedRows
  from: MissingRegion['from']
  seed: number
}): MissingRegion[] {
  const { reference, sample, from, seed } = options
  if (reference.rows.length < (2 * calibrationRows) / 4 || sample.rows.length === 0) return []
  const own = similarities(sampleRows(reference, calibrationRows, seed), reference, { isOwn: true }).toSorted(
    (a, b) => a - b,
  )
  const threshold = own[Math.floor(usualShare * own.length)] ?? 0
  const values = similarities(sample, reference, { isOwn: false })
  const outside = [...sample.rows.keys()].filter((at) => (values[at] ?? 1) < threshold)
  const byChance = binomialUpperTail({
    successes: outside.length,
    trials: sample.rows.length,
    rate: usualShare,
  })
  if (outside.length < fewestRows || byChance > level) return []
  return gather(takeRows(sample, outside), { from, reference })
}

/** Mean similarity of each row to its nearest reference rows; a row of the reference is no neighbour of itself. */
function similarities(
  sample: EmbeddedRows,
  reference: EmbeddedRows,
  { isOwn }: { isOwn: boolean },
): number[] {
  const found = nearestNeighbours({
    queries: sample.vectors,
    vectors: reference.vectors,
    dimensions: reference.dimensions,
    k: neighbours + (isOwn ? 1 : 0),
  })
  return found.map((nearest) => {
    const others = isOwn ? nearest.slice(1) : nearest
    return others.reduce((sum, { similarity }) => sum + similarity, 0) / Math.max(1, others.length)
  })
}

function gather(
  outside: EmbeddedRows,
  { from, reference }: { from: MissingRegion['from']; reference: EmbeddedRows },
): MissingRegion[] {
  const count = Math.min(mostRegions, Math.max(1, Math.round(outside.rows.length / rowsOfRegion)))
  const { clusterOf, centres } = kMeans(outside, count)
  return centres
    .map((centre, cluster): MissingRegion => {
      const members = [...clusterOf.keys()].filter((at) => clusterOf[at] === cluster)
      const near = nearestNeighbours({
        queries: takeRows(outside, [centre]).vectors,
        vectors: takeRows(outside, members).vectors,
        dimensions: outside.dimensions,
        k: examplesShown,
      })
      const shown = takeRows(
        outside,
        (near[0] ?? []).flatMap(({ row }) => members[row] ?? []),
      )
      const texts =
        from === 'test' ? sealedTexts(shown, reference) : shown.rows.map(({ input }) => input.text)
      return {
        from,
        rows: members.length,
        examples: shown.rows.map(({ id }, at) => ({ id, input: textStart(texts[at] ?? '') })),
      }
    })
    .filter(({ rows }) => rows >= fewestRows)
    .toSorted((a, b) => b.rows - a.rows)
}

function sealedTexts(shown: EmbeddedRows, reference: EmbeddedRows): string[] {
  const search = {
    queries: shown.vectors,
    vectors: reference.vectors,
    dimensions: reference.dimensions,
    k: 1,
  }
  const nearest = nearestNeighbours(search).map(([first]) => reference.rows[first?.row ?? -1])
  return shown.rows.map(({ input }, at) => sharedWords(input.text, nearest[at]?.input.text ?? ''))
}
