import type { Neighbour } from '../../stats/nearest-neighbours.ts'

/** Which of an input's neighbours a prompt shows. */
export interface NeighbourSelection {
  /** Nearest first. */
  neighbours: readonly Neighbour[]
  count: number
  /** 0: the nearest; 1: those least like what was taken already. */
  diversity?: number | undefined
  /** Where given, no label has more than a quarter of the rows while another is near. */
  labelOf?: ((row: number) => string) | undefined
  /** Unit vectors of all rows, end to end. */
  vectors: Float32Array
  dimensions: number
}

const shareOfLabel = 0.25

/**
 * Neighbours in the order of their worth: each next one by nearness less its likeness to those taken (maximal marginal
 * relevance), labels in turn where they are balanced. Without either, the nearest.
 *
 * @see Carbonell & Goldstein 1998, SIGIR
 */
export function selectNeighbours(selection: NeighbourSelection): Neighbour[] {
  const { neighbours, count, diversity = 0, labelOf } = selection
  if (diversity === 0 && labelOf === undefined) return neighbours.slice(0, count)
  const most = Math.max(1, Math.floor(count * shareOfLabel))
  const open = [...neighbours]
  const taken: Neighbour[] = []
  const shown = new Map<string, number>()
  const isFull = ({ row }: Neighbour) => labelOf !== undefined && (shown.get(labelOf(row)) ?? 0) >= most
  while (taken.length < count && open.length > 0) {
    const allowed = open.some((one) => !isFull(one)) ? open.filter((one) => !isFull(one)) : open
    const best = worthiest(allowed, taken, selection)
    if (best === undefined) break
    open.splice(open.indexOf(best), 1)
    taken.push(best)
    const label = labelOf?.(best.row) ?? ''
    shown.set(label, (shown.get(label) ?? 0) + 1)
  }
  return taken
}

function worthiest(
  allowed: readonly Neighbour[],
  taken: readonly Neighbour[],
  { diversity = 0, vectors, dimensions }: NeighbourSelection,
): Neighbour | undefined {
  let best: { neighbour: Neighbour; worth: number } | undefined
  for (const neighbour of allowed) {
    const likeness = Math.max(
      0,
      ...taken.map(({ row }) => similarity(vectors, dimensions, [row, neighbour.row])),
    )
    const worth = (1 - diversity) * neighbour.similarity - diversity * likeness
    if (best === undefined || worth > best.worth) best = { neighbour, worth }
  }
  return best?.neighbour
}

function similarity(vectors: Float32Array, dimensions: number, [one, other]: [number, number]): number {
  let sum = 0
  for (let at = 0; at < dimensions; at += 1)
    sum += (vectors[one * dimensions + at] ?? 0) * (vectors[other * dimensions + at] ?? 0)
  return sum
}
