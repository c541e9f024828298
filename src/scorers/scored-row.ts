/** An example's expected answer beside the answer given; an answer that is none (invalid) is the empty text. */
export interface ScoredRow {
  expected: string
  output: string
}

/** A row with what it adds to the score of its metric: counted once, so that draws of rows cost little. */
export interface MeasuredRow extends ScoredRow {
  counts: readonly number[]
}
