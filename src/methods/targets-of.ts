/** Positions of the rows' labels in `labels`; -1 for a label that is not there. */
export function targetsOf(rows: readonly { expected: string }[], labels: readonly string[]): Int32Array {
  const position = new Map(labels.map((label, index) => [label, index]))
  return Int32Array.from(rows, (row) => position.get(row.expected) ?? -1)
}
