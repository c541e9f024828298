import type { Example } from '../../contracts/example.ts'
import { nearDuplicateIndex } from '../../text/near-duplicates.ts'
import { normaliseText } from '../../text/same-text.ts'

/** Rows that must stay on one side of a split. */
export type Cluster = [Example, ...Example[]]

/** What joins rows beside being the same text. All relations chain. */
export interface ClusterRelations {
  /** Rows of one group. */
  byGroup: boolean
  /** Rows near each other (design §4). */
  byNear: boolean
}

/**
 * Rows joined when they are the same text (design §4, exact), near it with `byNear`, or of one group with `byGroup`.
 * Clusters come in the order of their first rows, and rows keep their order inside.
 */
export function clusterRows(rows: readonly Example[], { byGroup, byNear }: ClusterRelations): Cluster[] {
  const root = new Map<string, string>()
  const find = (key: string): string => {
    let at = key
    for (let up = root.get(at); up !== undefined && up !== at; up = root.get(at)) at = up
    // Long chains of near texts would be walked again and again.
    if (at !== key) root.set(key, at)
    return at
  }
  const join = (one: string, other: string): void => {
    const [first, second] = [find(one), find(other)]
    if (first !== second) root.set(first, second)
  }
  const keys = rows.map((row) => `text:${normaliseText(row.input.text)}`)
  if (byGroup) {
    for (const [at, row] of rows.entries())
      if (row.group !== undefined) join(keys[at] ?? '', `group:${row.group}`)
  }
  if (byNear) joinNear([...new Set(keys)], join)
  const clusters = new Map<string, Cluster>()
  for (const [index, row] of rows.entries()) {
    const key = find(keys[index] ?? '')
    const cluster = clusters.get(key)
    if (cluster === undefined) clusters.set(key, [row])
    else cluster.push(row)
  }
  return [...clusters.values()]
}

/** Looks each distinct text up once; keys are normalised, and normalising again changes nothing. */
function joinNear(keys: readonly string[], join: (one: string, other: string) => void): void {
  const texts = keys.map((key) => key.slice('text:'.length))
  const index = nearDuplicateIndex(texts)
  for (const [at, text] of texts.entries()) {
    for (const { row } of index.near(text)) if (row < at) join(keys[at] ?? '', keys[row] ?? '')
  }
}
