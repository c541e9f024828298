/** A whole number with thousands apart: "3,080". */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}

/** A count and its noun: "1 row", "208 rows". Give the plural where it is not the noun and an s. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`
}
