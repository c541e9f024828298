/** Rows of a sparse matrix (CSR), such as tf-idf counts. Row i holds entries `starts[i]` … `starts[i + 1] − 1`. */
export interface SparseRows {
  /** One more than there are rows. */
  starts: Int32Array
  /** Column of each entry, 0 … dimensions − 1. */
  columns: Int32Array
  values: Float32Array
  dimensions: number
}

/** Number of rows. */
export function sparseRowCount(rows: SparseRows): number {
  return rows.starts.length - 1
}
