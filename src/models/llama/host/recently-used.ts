/** Values by key, opened when asked for and closed when too many others were asked for since. */
export interface RecentlyUsed<Value> {
  /** @throws what `open` throws; the next who asks tries again. */
  get(key: string, open: () => Promise<Value>): Promise<Value>
}

/**
 * Keeps the `most` values that were asked for last. What is put out is closed before another is opened: the two may not
 * fit into memory together. One call at a time.
 */
export function recentlyUsed<Value>(
  most: number,
  close: (value: Value) => Promise<void>,
): RecentlyUsed<Value> {
  // A map keeps its keys in the order they were set: the first was asked for longest ago.
  const values = new Map<string, Value>()
  return {
    async get(key, open) {
      const known = values.get(key)
      if (known !== undefined) {
        values.delete(key)
        values.set(key, known)
        return known
      }
      while (values.size >= most) await closeOldest(values, close)
      const opened = await open()
      values.set(key, opened)
      return opened
    },
  }
}

async function closeOldest<Value>(
  values: Map<string, Value>,
  close: (value: Value) => Promise<void>,
): Promise<void> {
  const [oldest] = values
  if (oldest === undefined) return
  values.delete(oldest[0])
  await close(oldest[1])
}
