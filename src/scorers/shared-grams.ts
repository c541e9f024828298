/**
 * How many n-grams two lists of whole numbers share, for n = 1 … `orders`: the sum over n-grams of the smaller count.
 *
 * An n-gram is known by a number, made of that of the (n − 1)-gram it starts with and of its last item; one that only
 * one list has is not followed further, as no longer n-gram that starts with it can be shared.
 */
export function sharedGrams(one: Uint32Array, other: Uint32Array, orders: number): number[] {
  const sides: [Side, Side] = [sideOf(one), sideOf(other)]
  const pairs = pairTable(one.length + other.length)
  const shared: number[] = []
  for (let order = 1; order <= orders; order += 1) {
    pairs.slots.fill(-1)
    pairs.size = 0
    extend(sides[0], { pairs, order, counts: pairs.ofOne })
    extend(sides[1], { pairs, order, counts: pairs.ofOther })
    keepShared(sides[0], pairs)
    keepShared(sides[1], pairs)
    shared.push(sharedCount(pairs))
  }
  return shared
}

/** One list: its items, and the places where an n-gram starts that both lists have, with its number. */
interface Side {
  items: Uint32Array
  starts: Uint32Array
  grams: Uint32Array
  count: number
}

function sideOf(items: Uint32Array): Side {
  const starts = new Uint32Array(items.length)
  for (let at = 0; at < items.length; at += 1) starts[at] = at
  return { items, starts, grams: new Uint32Array(items.length), count: items.length }
}

/** Pairs of numbers, numbered from 0 and counted in both lists: a hash table with open addresses, at most half full. */
interface PairTable {
  slots: Int32Array
  firsts: Uint32Array
  seconds: Uint32Array
  ofOne: Uint32Array
  ofOther: Uint32Array
  size: number
}

function pairTable(mostPairs: number): PairTable {
  return {
    slots: new Int32Array(2 ** Math.ceil(Math.log2(2 * mostPairs + 2))),
    firsts: new Uint32Array(mostPairs),
    seconds: new Uint32Array(mostPairs),
    ofOne: new Uint32Array(mostPairs),
    ofOther: new Uint32Array(mostPairs),
    size: 0,
  }
}

interface Extension {
  pairs: PairTable
  order: number
  counts: Uint32Array
}

/** Makes every kept (n − 1)-gram an n-gram, where the list is long enough, and counts it. */
function extend(side: Side, { pairs, order, counts }: Extension): void {
  const { items, starts, grams } = side
  let kept = 0
  for (let at = 0; at < side.count; at += 1) {
    const start = starts[at] ?? 0
    const last = start + order - 1
    if (last >= items.length) continue
    const pair = numberOf(pairs, grams[at] ?? 0, items[last] ?? 0)
    counts[pair] = (counts[pair] ?? 0) + 1
    starts[kept] = start
    grams[kept] = pair
    kept += 1
  }
  side.count = kept
}

function numberOf(pairs: PairTable, first: number, second: number): number {
  const { slots, firsts, seconds } = pairs
  const mask = slots.length - 1
  const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca77)
  for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
    const pair = slots[slot] ?? -1
    if (pair < 0) return addPair(pairs, slot, [first, second])
    if (firsts[pair] === first && seconds[pair] === second) return pair
  }
}

function addPair(pairs: PairTable, slot: number, [first, second]: [number, number]): number {
  const pair = pairs.size
  pairs.size += 1
  pairs.slots[slot] = pair
  pairs.firsts[pair] = first
  pairs.seconds[pair] = second
  pairs.ofOne[pair] = 0
  pairs.ofOther[pair] = 0
  return pair
}

function keepShared(side: Side, { ofOne, ofOther }: PairTable): void {
  const { starts, grams } = side
  let kept = 0
  for (let at = 0; at < side.count; at += 1) {
    const gram = grams[at] ?? 0
    if (ofOne[gram] === 0 || ofOther[gram] === 0) continue
    starts[kept] = starts[at] ?? 0
    grams[kept] = gram
    kept += 1
  }
  side.count = kept
}

function sharedCount({ ofOne, ofOther, size }: PairTable): number {
  let sum = 0
  for (let pair = 0; pair < size; pair += 1) sum += Math.min(ofOne[pair] ?? 0, ofOther[pair] ?? 0)
  return sum
}
