/** Starts a clock; the function returned tells the milliseconds since. */
export function stopwatch(now: () => number = () => performance.now()): () => number {
  const start = now()
  return () => now() - start
}
