import type { Example } from '../../contracts/example.ts'
import { normaliseText } from '../../text/same-text.ts'

/** Rows that must stay on one side of a split. */
export type Cluster = [Example, ...Example[]]

/**
 * Rows joined when they are the same text (design §4, exact) or, with `byGroup`, of one group; both relations chain.
 * Clusters come in the order of their first rows, and rows keep their order inside.
 */
export function clusterRows(rows: readonly Example[], { byGroup }: { byGroup: boolean }): Cluster[] {
  const root = new Map<string, string>()
  const find = (key: string): string => {
    let at = key
    for (let up = root.get(at); up !== undefined && up !== at; up = root.get(at)) at = up
    return at
  }
  const keys = rows.map((row) => {
    const text = `text:${normaliseText(row.input.text)}`
    if (byGroup && row.group !== undefined) root.set(find(text), find(`group:${row.group}`))
    return text
  })
  const clusters = new Map<string, Cluster>()
  for (const [index, row] of rows.entries()) {
    const key = find(keys[index] ?? '')
    const cluster = clusters.get(key)
    if (cluster === undefined) clusters.set(key, [row])
    else cluster.push(row)
  }
  return [...clusters.values()]
}
