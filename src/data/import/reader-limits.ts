/** What a reader refuses to hold in memory (design §8). */
export interface ReaderLimits {
  /** Longest line (JSONL), record (CSV), element (JSON array) or cell in bytes. */
  lineBytes: number
  /** Deepest nesting of objects and arrays in one row. */
  depth: number
  /** Most rows of one file. */
  rows: number
  /** Most columns of a file with a header. */
  columns: number
  /** Largest JSON file that is one object, and largest spreadsheet file: they are read whole. */
  documentBytes: number
  /** Largest YAML file: its parser needs about sixty times as much memory. */
  yamlBytes: number
  /** Most bytes a spreadsheet, or one row group of a Parquet file, may unfold to. */
  inflatedBytes: number
  /** Most cells of a spreadsheet, or of one row group of a Parquet file. */
  cells: number
  /** Most characters of inputs and answers that are held as examples. */
  heldCharacters: number
}

const megabyte = 1024 * 1024

export const defaultReaderLimits: ReaderLimits = {
  lineBytes: megabyte,
  depth: 64,
  rows: 2_000_000,
  columns: 2000,
  documentBytes: 64 * megabyte,
  yamlBytes: 4 * megabyte,
  inflatedBytes: 256 * megabyte,
  cells: 16_000_000,
  heldCharacters: 64_000_000,
}
