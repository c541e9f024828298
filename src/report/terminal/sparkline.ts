const eighths = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/** A histogram in one line: the largest count is a full block, a bin with rows is never empty, none is a space. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts)
  return counts
    .map((count) => (count === 0 ? ' ' : (eighths[Math.ceil((8 * count) / most) - 1] ?? '')))
    .join('')
}
