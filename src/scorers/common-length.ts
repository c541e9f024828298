/**
 * Length of the longest common subsequence of two lists of whole numbers, 32 places at a time.
 *
 * @see Hyyrö 2004, Bit-parallel LCS-length computation revisited
 */
export function commonLength(one: readonly number[], other: readonly number[]): number {
  const blocks = Math.ceil(one.length / 32)
  const places = placesOf(one, blocks)
  const open = new Uint32Array(blocks).fill(0xffffffff)
  for (const item of other) {
    const mask = places.get(item)
    if (mask !== undefined) advance(open, mask)
  }
  let length = 0
  for (let at = 0; at < one.length; at += 1) {
    if ((((open[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 0) length += 1
  }
  return length
}

/** For each item the places it has in the list, as bits. */
function placesOf(items: readonly number[], blocks: number): Map<number, Uint32Array> {
  const places = new Map<number, Uint32Array>()
  for (const [at, item] of items.entries()) {
    const mask = places.get(item) ?? new Uint32Array(blocks)
    mask[at >>> 5] = (mask[at >>> 5] ?? 0) | (1 << (at & 31))
    places.set(item, mask)
  }
  return places
}

/** V ← (V + (V & M)) | (V & ~M) over all blocks, the carry of the sum going from block to block. */
function advance(open: Uint32Array, mask: Uint32Array): void {
  let carry = 0
  for (let block = 0; block < open.length; block += 1) {
    const bits = open[block] ?? 0
    const matches = mask[block] ?? 0
    const sum = bits + ((bits & matches) >>> 0) + carry
    carry = sum > 0xffffffff ? 1 : 0
    open[block] = (sum % 0x1_0000_0000) | (bits & ~matches)
  }
}
