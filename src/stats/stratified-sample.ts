import { assertInteger } from './assert-count.ts'
import { groupBy } from './group-by.ts'
import type { RandomSource } from './random-source.ts'
import { shuffle } from './shuffle.ts'

/** How items are drawn: what they are balanced by, and from which stream. */
export interface Stratification<Item> {
  stratumOf: (item: Item) => string
  random: RandomSource
}

/**
 * A random sample of `size` items in which every stratum keeps its share, to within an item or so. Items come in the
 * order they were given; all of them when `size` is larger. With one seed, a smaller sample lies inside a larger one.
 *
 * @throws DataError when `size` is not a count.
 */
export function stratifiedSample<Item>(
  items: readonly Item[],
  { size, ...stratification }: Stratification<Item> & { size: number },
): Item[] {
  assertInteger('size', size, 0)
  const order = stratifiedOrder(
    items.map((_, index) => index),
    {
      random: stratification.random,
      stratumOf: (index) => {
        const item = items[index]
        return item === undefined ? '' : stratification.stratumOf(item)
      },
    },
  )
  const chosen = new Set(order.slice(0, size))
  return items.filter((_, index) => chosen.has(index))
}

/** All items in a random order every beginning of which holds each stratum in its share. */
export function stratifiedOrder<Item>(
  items: readonly Item[],
  { stratumOf, random }: Stratification<Item>,
): Item[] {
  const strata = groupBy(shuffle(items, random), stratumOf)
  return [...strata.values()]
    .flatMap((members) =>
      members.map((item, rank) => ({ item, key: (rank + 0.5) / members.length, tie: random.next() })),
    )
    .toSorted((one, other) => one.key - other.key || one.tie - other.tie)
    .map(({ item }) => item)
}
