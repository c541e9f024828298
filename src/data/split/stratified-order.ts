import { randomSource } from '../../stats/random-source.ts'
import { shuffle } from '../../stats/shuffle.ts'

/** How items are put in order. */
export interface OrderOptions<Item> {
  seed: number
  /** Stratum of an item, such as its answer. Strata of one item are pooled, unless `loneLast`. */
  stratum(item: Item): string
  /** Items alone in their stratum come last: a draw from the front leaves them behind. */
  loneLast?: boolean
}

/**
 * Items in a seeded order of which **every** prefix is stratified: a stratum's share of the first n differs from its
 * share of all by less than one item. Prefixes are nested, which makes takes of several sizes comparable.
 *
 * The i-th of a stratum's s shuffled items gets the place (i + u)/s, u uniform in [0, 1) once a stratum (systematic
 * sampling, Madow 1949).
 */
export function stratifiedOrder<Item>(items: readonly Item[], options: OrderOptions<Item>): Item[] {
  const random = randomSource(options.seed)
  const places = strataOf(items, options).flatMap(({ members, isLone }) => {
    const offset = random.next()
    return shuffle(members, random).map((item, index) => ({
      item,
      place: (isLone ? 1 : 0) + (index + offset) / members.length,
      tie: random.next(),
    }))
  })
  return places.toSorted((a, b) => a.place - b.place || a.tie - b.tie).map(({ item }) => item)
}

interface Stratum<Item> {
  members: Item[]
  isLone: boolean
}

/** Strata sorted by name, so that the order of rows decides nothing but the order inside a stratum. */
function strataOf<Item>(items: readonly Item[], options: OrderOptions<Item>): Stratum<Item>[] {
  const strata = new Map<string, Item[]>()
  for (const item of items) {
    const key = options.stratum(item)
    const members = strata.get(key)
    if (members === undefined) strata.set(key, [item])
    else members.push(item)
  }
  const sorted = [...strata.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)
  const lone = sorted.filter((members) => members.length === 1).flat()
  const shared = sorted.filter((members) => members.length > 1).map((members) => ({ members, isLone: false }))
  return lone.length === 0 ? shared : [...shared, { members: lone, isLone: options.loneLast === true }]
}
