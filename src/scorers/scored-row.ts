/** An example's expected answer beside the answer given. */
export interface ScoredRow {
  expected: string
  output: string
}
