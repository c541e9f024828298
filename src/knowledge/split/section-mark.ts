/** Where a section of a document begins. */
export interface SectionMark {
  start: number
  /** Nesting: a smaller number is nearer the top. 1–6 Markdown headings, then articles, clauses, letters, numerals. */
  level: number
  /** What it is called: `Install`, `ARTICLE IV. TERM`, `4.3`, `(b)`. */
  label: string
}

/** Levels of marks that are not Markdown headings. */
export const markLevel = { article: 8, capitals: 9, clause: 10, letter: 20, numeral: 21, digit: 22 } as const
