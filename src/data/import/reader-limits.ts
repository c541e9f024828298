/** What a reader refuses to hold in memory (design §8). */
export interface ReaderLimits {
  /** Longest line (JSONL) or record (CSV) in bytes. */
  lineBytes: number
  /** Deepest nesting of objects and arrays in one row. */
  depth: number
  /** Most rows of one file. */
  rows: number
}

export const defaultReaderLimits: ReaderLimits = { lineBytes: 1024 * 1024, depth: 64, rows: 2_000_000 }
