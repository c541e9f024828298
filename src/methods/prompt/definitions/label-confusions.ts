import { groupBy } from '../../../stats/group-by.ts'
import { wordFeatures } from './telling-words.ts'

/** A row as a classifier sees it. */
interface LabelledText {
  text: string
  label: string
}

/** What a cheap classifier makes of rows it has not seen. */
export interface Confusions {
  /** The label each row was given, in the order of the rows. */
  predicted: string[]
  /** The label each label is most often mixed up with, where that is more than chance. */
  rivals: Map<string, string>
}

const smoothing = 0.1
/** Fewer mixed-up rows than this, or a smaller share of a label's rows, is no habit. */
const fewestMixUps = 2
const smallestShare = 0.05

/**
 * Which labels are mixed up, told by naive Bayes on words, each row left out of the counts that judge it: cross-fitting with as
 * many folds as rows, exact and without a second fit. Mix-ups count in both directions.
 */
export function labelConfusions(rows: readonly LabelledText[]): Confusions {
  const words = rows.map(({ text }) => [...wordFeatures(text)])
  const labels = [...new Set(rows.map(({ label }) => label))].toSorted()
  const counts = countByLabel(rows, words)
  const vocabulary = new Set(words.flat()).size
  const predicted = rows.map(({ label }, row) =>
    likeliest(labels, (asked) =>
      logLikelihood(counts.get(asked) ?? emptyCounts(), {
        words: words[row] ?? [],
        isOwn: asked === label,
        vocabulary,
      }),
    ),
  )
  return { predicted, rivals: rivalsOf(rows, predicted) }
}

interface LabelCounts {
  rows: number
  words: Map<string, number>
  total: number
}

function emptyCounts(): LabelCounts {
  return { rows: 0, words: new Map(), total: 0 }
}

function countByLabel(rows: readonly LabelledText[], words: readonly string[][]): Map<string, LabelCounts> {
  const counts = new Map<string, LabelCounts>()
  for (const [row, { label }] of rows.entries()) {
    const own = counts.get(label) ?? emptyCounts()
    own.rows += 1
    for (const word of words[row] ?? []) {
      own.words.set(word, (own.words.get(word) ?? 0) + 1)
      own.total += 1
    }
    counts.set(label, own)
  }
  return counts
}

/** log P(label) + Σ log P(word | label), up to what is the same for every label, the row's own share taken out. */
function logLikelihood(
  counts: LabelCounts,
  row: { words: readonly string[]; isOwn: boolean; vocabulary: number },
): number {
  const out = row.isOwn ? 1 : 0
  const total = counts.total - out * row.words.length + smoothing * row.vocabulary
  let sum = Math.log(counts.rows - out + smoothing)
  for (const word of row.words)
    sum += Math.log((counts.words.get(word) ?? 0) - out + smoothing) - Math.log(total)
  return sum
}

function likeliest(labels: readonly string[], score: (label: string) => number): string {
  let best = { label: '', score: Number.NEGATIVE_INFINITY }
  for (const label of labels) {
    const found = score(label)
    if (found > best.score) best = { label, score: found }
  }
  return best.label
}

function rivalsOf(rows: readonly LabelledText[], predicted: readonly string[]): Map<string, string> {
  const mixed = rows.flatMap(({ label }, row) => {
    const other = predicted[row] ?? label
    return other === label
      ? []
      : [
          { label, other },
          { label: other, other: label },
        ]
  })
  const sizes = groupBy(rows, ({ label }) => label)
  const rivals = new Map<string, string>()
  for (const [label, pairs] of groupBy(mixed, (pair) => pair.label)) {
    const [[rival, times] = ['', []]] = [...groupBy(pairs, ({ other }) => other)].toSorted(
      ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
    )
    const fewest = Math.max(fewestMixUps, smallestShare * (sizes.get(label)?.length ?? 0))
    if (times.length >= fewest) rivals.set(label, rival)
  }
  return rivals
}
