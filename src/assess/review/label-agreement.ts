import { DataError } from '../../errors.ts'
import { bootstrapInterval } from '../../stats/bootstrap-interval.ts'
import { cohenKappa } from '../../stats/cohen-kappa.ts'
import { krippendorffAlpha } from '../../stats/krippendorff-alpha.ts'

/** One person's labels, by row id. */
export interface Annotator {
  name: string
  labels: ReadonlyMap<string, string>
}

/** A coefficient with its 95 % bootstrap interval over rows; null where only one label was used. */
export interface AgreementFigure {
  value: number | null
  low: number
  high: number
  /** Rows it rests on. */
  rows: number
}

/** How two annotators compare on the rows both labelled. */
export interface AnnotatorPair {
  first: string
  second: string
  /** Rows with the same label, of `kappa.rows`. */
  agreed: number
  kappa: AgreementFigure
  /** What was confused, commonest first. */
  confusions: { first: string; second: string; count: number }[]
}

export interface LabelAgreement {
  annotators: { name: string; rows: number }[]
  /** Over all annotators and every row that at least two labelled. */
  alpha: AgreementFigure
  pairs: AnnotatorPair[]
  /** Rows with more than one label. */
  disagreements: { id: string; labels: { who: string; output: string }[] }[]
}

const draws = 2000

/**
 * Agreement of annotators: Cohen's kappa of each two, Krippendorff's alpha (nominal) of all, 95 % BCa bootstrap intervals
 * over rows, what was confused and which rows are in dispute.
 *
 * @throws DataError when there are fewer than two annotators, or no row that two of them labelled.
 */
export function labelAgreement(annotators: readonly Annotator[], { seed }: { seed: number }): LabelAgreement {
  const names = annotators.map(({ name }) => name).join(', ') || 'nobody'
  if (annotators.length < 2)
    throw new DataError(`The labels are those of ${names}. Agreement needs two people.`)
  const rows = rowsOf(annotators)
  const shared = rows.filter(({ labels }) => labels.length > 1)
  if (shared.length === 0) throw new DataError(`No row was labelled by two of: ${names}.`)
  const units = shared.map(({ labels }) => labels.map(({ output }) => output))
  return {
    annotators: annotators.map(({ name, labels }) => ({ name, rows: labels.size })),
    alpha: figure(units, krippendorffAlpha, seed),
    pairs: pairsOf(annotators).flatMap((pair) => comparePair(pair, seed)),
    disagreements: shared.filter(({ labels }) => new Set(labels.map(({ output }) => output)).size > 1),
  }
}

function rowsOf(annotators: readonly Annotator[]): LabelAgreement['disagreements'] {
  const ids = new Set(annotators.flatMap(({ labels }) => [...labels.keys()]))
  return [...ids].map((id) => ({
    id,
    labels: annotators.flatMap(({ name, labels }) => {
      const output = labels.get(id)
      return output === undefined ? [] : [{ who: name, output }]
    }),
  }))
}

function pairsOf(annotators: readonly Annotator[]): [Annotator, Annotator][] {
  return annotators.flatMap((first, at) =>
    annotators.slice(at + 1).map((second): [Annotator, Annotator] => [first, second]),
  )
}

/** Nothing for two people who share no row. */
function comparePair([first, second]: [Annotator, Annotator], seed: number): AnnotatorPair[] {
  const pairs = [...first.labels].flatMap(([id, one]): [string, string][] => {
    const other = second.labels.get(id)
    return other === undefined ? [] : [[one, other]]
  })
  if (pairs.length === 0) return []
  return [
    {
      first: first.name,
      second: second.name,
      agreed: pairs.filter(([one, other]) => one === other).length,
      kappa: figure(pairs, cohenKappa, seed),
      confusions: confusionsOf(pairs),
    },
  ]
}

/** A drawn sample with one label only has no dispute in it: it counts as full agreement. */
function figure<Row>(
  rows: readonly Row[],
  coefficient: (rows: readonly Row[]) => number | null,
  seed: number,
): AgreementFigure {
  const value = coefficient(rows)
  if (value === null) return { value, low: 0, high: 1, rows: rows.length }
  const statistic = (drawn: readonly Row[]) => coefficient(drawn) ?? 1
  const { low, high } = bootstrapInterval({ rows, statistic, seed, draws })
  return { value, low, high, rows: rows.length }
}

function confusionsOf(pairs: readonly [string, string][]): AnnotatorPair['confusions'] {
  const counts = new Map<string, { first: string; second: string; count: number }>()
  for (const [first, second] of pairs) {
    if (first === second) continue
    const key = JSON.stringify([first, second])
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { first, second, count: 1 })
    else known.count += 1
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count)
}
