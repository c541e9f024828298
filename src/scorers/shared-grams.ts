/**
 * How many n-grams two lists of whole numbers share, for n = 1 … `orders`: the sum over n-grams of the smaller count.
 *
 * An n-gram is known by a number, made of that of the (n − 1)-gram it starts with and of its last item; one that only
 * one list has is not followed further, as no longer n-gram that starts with it can be shared.
 */
export function sharedGrams(one: Uint32Array, other: Uint32Array, orders: number): number[] {
  const sides: [Side, Side] = [sideOf(one), sideOf(other)]
  const table = new PairTable(one.length + other.length)
  const shared: number[] = []
  for (let order = 1; order <= orders; order += 1) {
    table.clear()
    for (const [which, side] of sides.entries()) extend(side, { table, which, order })
    for (const side of sides) keepShared(side, table)
    shared.push(table.shared())
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
  const starts = Uint32Array.from(items, (_, at) => at)
  return { items, starts, grams: new Uint32Array(items.length), count: items.length }
}

interface Extension {
  table: PairTable
  which: number
  order: number
}

/** Makes every kept (n − 1)-gram an n-gram, where the list is long enough, and counts it. */
function extend(side: Side, { table, which, order }: Extension): void {
  let kept = 0
  for (let at = 0; at < side.count; at += 1) {
    const start = side.starts[at] ?? 0
    const last = start + order - 1
    if (last >= side.items.length) continue
    side.starts[kept] = start
    side.grams[kept] = table.add(side.grams[at] ?? 0, side.items[last] ?? 0, which)
    kept += 1
  }
  side.count = kept
}

function keepShared(side: Side, table: PairTable): void {
  let kept = 0
  for (let at = 0; at < side.count; at += 1) {
    const gram = side.grams[at] ?? 0
    if (!table.isShared(gram)) continue
    side.starts[kept] = side.starts[at] ?? 0
    side.grams[kept] = gram
    kept += 1
  }
  side.count = kept
}

/** Numbers pairs of numbers from 0 and counts each on two sides: a hash table with open addresses, at most half full. */
class PairTable {
  readonly #slots: Int32Array
  readonly #firsts: Uint32Array
  readonly #seconds: Uint32Array
  readonly #counts: [Uint32Array, Uint32Array]
  #size = 0

  constructor(mostPairs: number) {
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * mostPairs + 2)))
    this.#firsts = new Uint32Array(mostPairs)
    this.#seconds = new Uint32Array(mostPairs)
    this.#counts = [new Uint32Array(mostPairs), new Uint32Array(mostPairs)]
  }

  clear(): void {
    this.#slots.fill(-1)
    for (const counts of this.#counts) counts.fill(0, 0, this.#size)
    this.#size = 0
  }

  /** Counts a pair on a side, 0 or 1, and gives its number. */
  add(first: number, second: number, side: number): number {
    const mask = this.#slots.length - 1
    let slot = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca77)) >>> 0
    slot = (slot ^ (slot >>> 15)) & mask
    let pair = this.#slots[slot] ?? -1
    while (pair >= 0 && (this.#firsts[pair] !== first || this.#seconds[pair] !== second)) {
      slot = (slot + 1) & mask
      pair = this.#slots[slot] ?? -1
    }
    if (pair < 0) {
      pair = this.#size
      this.#size += 1
      this.#slots[slot] = pair
      this.#firsts[pair] = first
      this.#seconds[pair] = second
    }
    const counts = side === 0 ? this.#counts[0] : this.#counts[1]
    counts[pair] = (counts[pair] ?? 0) + 1
    return pair
  }

  isShared(pair: number): boolean {
    return (this.#counts[0][pair] ?? 0) > 0 && (this.#counts[1][pair] ?? 0) > 0
  }

  shared(): number {
    let sum = 0
    for (let pair = 0; pair < this.#size; pair += 1) {
      sum += Math.min(this.#counts[0][pair] ?? 0, this.#counts[1][pair] ?? 0)
    }
    return sum
  }
}
