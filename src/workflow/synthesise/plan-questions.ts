import type { Example } from '../../contracts/example.ts'
import { groupBy } from '../../stats/group-by.ts'
import { randomSource } from '../../stats/random-source.ts'
import { shuffle } from '../../stats/shuffle.ts'
import type { Question, Way } from './written-example.ts'

/** Rows shown beside the source of a rare label. */
const shownRows = 4
/** Seeds of one task stay apart from those of a task with the next seed. */
const seedStride = 100_003
/** Servers take seeds of 31 bits. */
const seedBound = 2 ** 31 - 1

export interface PlanRequest {
  way: Way
  /** Train rows to write from: those of the label asked for, where one is. */
  rows: readonly Example[]
  seed: number
}

/** Gives the next questions; `filled` counts the examples of each label that were kept so far. */
export type QuestionPlan = (count: number, filled: ReadonlyMap<string, number>) => Question[]

/**
 * Plans questions in an order that only the seed decides: each row in turn, or, to fill labels, the label with the fewest rows
 * first, what was kept and what is being asked counted in.
 */
export function planQuestions({ way, rows, seed }: PlanRequest): QuestionPlan {
  const order = shuffle(rows, randomSource(seed))
  const byLabel = groupBy(order, (row) => row.expected)
  const turns = new Map<string, number>()
  let number = 0
  const nextOf = (name: string, group: readonly Example[]): Question[] => {
    const turn = turns.get(name) ?? 0
    turns.set(name, turn + 1)
    const source = group[turn % group.length]
    if (source === undefined) return []
    const shown = way === 'rare-label' ? followers(group, turn) : []
    return [{ way, source, shown, seed: (seed * seedStride + number++) % seedBound }]
  }
  return (count, filled) => {
    if (way !== 'rare-label') return Array.from({ length: count }, () => nextOf('', order)).flat()
    const sizes = new Map(
      [...byLabel].map(([label, group]) => [label, group.length + (filled.get(label) ?? 0)]),
    )
    return Array.from({ length: count }, () => {
      const label = rarest(sizes)
      sizes.set(label, (sizes.get(label) ?? 0) + 1)
      return nextOf(label, byLabel.get(label) ?? [])
    }).flat()
  }
}

/** The rows after the source, round the end. */
function followers(group: readonly Example[], turn: number): Example[] {
  const count = Math.min(shownRows, group.length - 1)
  return Array.from({ length: count }, (_, step) => group[(turn + step + 1) % group.length]).flatMap(
    (row) => row ?? [],
  )
}

function rarest(sizes: ReadonlyMap<string, number>): string {
  const [first] = [...sizes].toSorted(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
  return first?.[0] ?? ''
}
