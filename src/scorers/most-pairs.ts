/**
 * The most pairs that can be made of items of two lists, each used once, where `isPair` says which go together: a maximum
 * matching by augmenting paths.
 *
 * @see Kuhn 1955, The Hungarian method for the assignment problem
 */
export function mostPairs<Item>(
  one: readonly Item[],
  other: readonly Item[],
  isPair: (left: Item, right: Item) => boolean,
): number {
  const partners = one.map((left) => other.flatMap((right, at) => (isPair(left, right) ? [at] : [])))
  const taken = new Map<number, number>()
  let pairs = 0
  for (const left of one.keys()) if (findPartner({ left, partners, taken, seen: new Set() })) pairs += 1
  return pairs
}

interface Search {
  left: number
  partners: readonly number[][]
  /** Who has each item of the other list. */
  taken: Map<number, number>
  seen: Set<number>
}

/** Whether an item gets a partner, others moving on to another of theirs where they can. */
function findPartner(search: Search): boolean {
  for (const right of search.partners[search.left] ?? []) {
    if (search.seen.has(right)) continue
    search.seen.add(right)
    const holder = search.taken.get(right)
    if (holder === undefined || findPartner({ ...search, left: holder })) {
      search.taken.set(right, search.left)
      return true
    }
  }
  return false
}
