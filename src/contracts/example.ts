import type { Json, JsonObject } from './json.ts'

/** Where a row came from, for messages: file, 1-based line or row number. */
export interface RowSource {
  file: string
  line: number
}

/** One labelled example. `expected` is the label, the text, or canonical JSON of the answer. */
export interface Example {
  /** Unique inside the task; the file's own id field, else `<file name>:<line>`. */
  id: string
  input: { text: string; fields?: JsonObject }
  expected: string
  /** ISO date or date-time when the data has one. */
  time?: string
  /** Rows of one group never straddle a split we draw. */
  group?: string
  /** Of a row marked `meta.synthetic`: a model wrote it, from the row named, where one is. Never in validation or test. */
  synthetic?: { from?: string }
  source: RowSource
}

/** An unlabelled real input. */
export type UnlabelledExample = Omit<Example, 'expected'>

/** What is left of a file's row before field paths are read. */
export interface RawRow {
  /** 1-based line, or row where a file has no lines (JSON arrays, Parquet, XLSX). */
  line: number
  value: { [key: string]: Json }
  /** Path of its file, where several files are read as one. */
  file?: string
  /** Which example of the row this is, from 1, where one row holds several (a conversation). */
  part?: number
}

/** sha256 (hex) of the canonical JSON of ids, inputs and answers of rows, order-free. */
export type Fingerprint = string

/** Examples apart by use. `test` is sealed: only a verdict reads it. */
export interface ExampleSplit {
  train: Example[]
  validation: Example[]
  test: Example[]
}
