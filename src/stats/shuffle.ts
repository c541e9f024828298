import type { RandomSource } from './random-source.ts'

/** A copy in random order, every order equally likely. */
export function shuffle<Item>(items: readonly Item[], random: RandomSource): Item[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ item }) => item)
}
