/** Characters of a gram, as in design §4. */
export const gramSize = 5

/** Stands where a short text has no further character; no code point is that large. */
export const noCharacter = 0x1fffff

/** Numbers distinct grams 0, 1, 2 …, exactly: different grams never share a number. */
export interface GramTable {
  /** How many distinct grams have a number. */
  size(): number
  /** The number of the gram of five code points that begins at `at`; a new one when it has none. */
  number(points: Uint32Array, at: number): number
  /** The same, or −1 when the gram was never numbered. */
  find(points: Uint32Array, at: number): number
}

/**
 * An empty table. Open addressing over two 53-bit keys that together hold five code points of 21 bits; a `Map` of
 * substrings is several times slower, and this is the inner loop of the near-duplicate check.
 */
export function createGramTable(): GramTable {
  let slots = emptySlots(1 << 12)
  let size = 0
  return {
    size: () => size,
    find: (points, at) => slots.ids[slotOf(slots, firstKey(points, at), secondKey(points, at))] ?? -1,
    number: (points, at) => {
      const first = firstKey(points, at)
      const second = secondKey(points, at)
      const slot = slotOf(slots, first, second)
      const known = slots.ids[slot] ?? -1
      if (known >= 0) return known
      put(slots, slot, { first, second, id: size })
      size += 1
      if (size * 2 > slots.ids.length) slots = doubled(slots)
      return size - 1
    },
  }
}

interface Slots {
  first: Float64Array
  second: Float64Array
  /** −1 where free. */
  ids: Int32Array
}

interface Entry {
  first: number
  second: number
  id: number
}

function emptySlots(count: number): Slots {
  return {
    first: new Float64Array(count),
    second: new Float64Array(count),
    ids: new Int32Array(count).fill(-1),
  }
}

// Two code points and 10 bits of the fifth make one key, two more and its other 11 bits the second.
function firstKey(points: Uint32Array, at: number): number {
  return (points[at] ?? 0) + (points[at + 1] ?? 0) * 2 ** 21 + ((points[at + 4] ?? 0) & 1023) * 2 ** 42
}

function secondKey(points: Uint32Array, at: number): number {
  return (points[at + 2] ?? 0) + (points[at + 3] ?? 0) * 2 ** 21 + ((points[at + 4] ?? 0) >>> 10) * 2 ** 42
}

/** The slot that holds the keys, or the free one where they belong. */
function slotOf(slots: Slots, first: number, second: number): number {
  const mask = slots.ids.length - 1
  let slot = hash(first, second) & mask
  while (slots.ids[slot] !== -1 && !(slots.first[slot] === first && slots.second[slot] === second)) {
    slot = (slot + 1) & mask
  }
  return slot
}

function hash(first: number, second: number): number {
  let mixed = Math.imul(first >>> 0, 0x9e3779b1) ^ Math.imul((first / 2 ** 32) >>> 0, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ (second >>> 0), 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ ((second / 2 ** 32) >>> 0), 0x27d4eb2f)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function put(slots: Slots, slot: number, { first, second, id }: Entry): void {
  slots.first[slot] = first
  slots.second[slot] = second
  slots.ids[slot] = id
}

function doubled(old: Slots): Slots {
  const slots = emptySlots(old.ids.length * 2)
  for (const [index, id] of old.ids.entries()) {
    const first = old.first[index] ?? 0
    const second = old.second[index] ?? 0
    if (id >= 0) put(slots, slotOf(slots, first, second), { first, second, id })
  }
  return slots
}
