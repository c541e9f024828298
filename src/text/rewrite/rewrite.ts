/** Numbers that decide where a rewrite changes a text. */
export interface RewriteRandom {
  /** The next integer in [0, bound). */
  readonly below: (bound: number) => number
}

/** A change of form that leaves the meaning of a text alone. */
export interface Rewrite {
  readonly name: string
  /** One and the same text for one state of `random`; the text itself where there is nothing to change. */
  readonly rewrite: (text: string, random: RewriteRandom) => string
}
