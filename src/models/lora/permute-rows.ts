/** A matrix, row by row. */
export interface Matrix {
  numbers: Float32Array
  rows: number
  columns: number
}

/**
 * Reorders rows head by head, from PyTorch's order of the rotary embedding (row i of a head's first half belongs with
 * row i of its second half) to llama.cpp's, where the two are neighbours.
 *
 * @param heads divides the rows into parts of an even size.
 * @see LlamaModel.permute in llama.cpp's convert_hf_to_gguf.py
 */
export function permuteRows({ numbers, rows, columns }: Matrix, heads: number): Float32Array {
  const headRows = rows / heads
  const half = headRows / 2
  const permuted = new Float32Array(numbers.length)
  for (let row = 0; row < rows; row += 1) {
    const inHead = row % headRows
    const from = row - inHead + (inHead % 2) * half + Math.floor(inHead / 2)
    permuted.set(numbers.subarray(from * columns, (from + 1) * columns), row * columns)
  }
  return permuted
}
