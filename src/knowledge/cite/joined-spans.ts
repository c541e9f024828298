/** Characters that two texts must share: short values (`red`, `dark red`) stay apart. */
const leastOverlap = 16

/**
 * One text out of two that overlap: the longer where it contains the other, else both joined at what they share. Nothing
 * where they do not overlap, or where the joined text does not stand in `text`.
 */
export function joinedSpans(one: string, other: string, text?: string): string | undefined {
  if (containsWords(one, other)) return one
  if (containsWords(other, one)) return other
  const joined = joinedAt(one, other) ?? joinedAt(other, one)
  return joined !== undefined && (text === undefined || text.includes(joined)) ? joined : undefined
}

/** Whether the part stands in the whole between the edges of words: `art` is not part of `party`. */
function containsWords(whole: string, part: string): boolean {
  if (part.length < leastOverlap) return false
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    const before = whole[at - 1] ?? ' '
    const after = whole[at + part.length] ?? ' '
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true
  }
  return false
}

function joinedAt(first: string, second: string): string | undefined {
  for (let shared = Math.min(first.length, second.length) - 1; shared >= leastOverlap; shared -= 1) {
    if (first.endsWith(second.slice(0, shared))) return first + second.slice(shared)
  }
  return undefined
}
