/** Size of the intersection over size of the union of two sets, 0 … 1; two empty sets are alike (1). */
export function jaccard<Item>(one: ReadonlySet<Item>, other: ReadonlySet<Item>): number {
  if (one.size === 0 && other.size === 0) return 1
  let shared = 0
  for (const item of one) if (other.has(item)) shared += 1
  return shared / (one.size + other.size - shared)
}
