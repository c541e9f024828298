import type { GapFacts, GapRow } from './gap-facts.ts'

/** A right row of label a; `changes` make it another. */
export function gapRow(id: number | string, changes: Partial<GapRow> = {}): GapRow {
  const row = { id: `${id}`, input: `text ${id}`, expected: 'a', output: 'a', validity: 'first', ...changes }
  return { isWrong: row.output !== row.expected, ...row, ...changes } as GapRow
}

/** `count` rows that are alike but for their ids. */
export function gapRowsOf(count: number, changes: Partial<GapRow> = {}): GapRow[] {
  return Array.from({ length: count }, (_, at) => gapRow(`${JSON.stringify(changes)} ${at}`, changes))
}

/** Facts as for one test alone at 5 %. */
export function factsOf(rows: readonly GapRow[], changes: Partial<GapFacts> = {}): GapFacts {
  return { kind: 'classification', rows, seed: 1, level: 0.05, tests: 1, ...changes }
}
