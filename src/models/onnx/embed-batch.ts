import { ModelError } from '../../errors.ts'
import { meanPool } from './mean-pool.ts'
import type { OnnxTensor, OpenSession } from './onnx-runtime.ts'
import { tokenFeeds } from './token-feeds.ts'

/**
 * Runs one batch of tokenised texts.
 *
 * @returns one unit vector a text, in the order given.
 * @throws ModelError when the model's output is not [texts, tokens, dimensions] of 32-bit numbers.
 */
export async function embedBatch(open: OpenSession, batch: readonly number[][]): Promise<Float32Array[]> {
  const width = Math.max(...batch.map((ids) => ids.length))
  const { session } = open
  const result = await session.run(tokenFeeds(open, batch))
  const output = result[session.outputNames[0] ?? '']
  const { data, dimensions } = hiddenStates(output, batch.length, width)
  return batch.map((ids, row) => {
    const start = row * width * dimensions
    return meanPool(data.subarray(start, start + ids.length * dimensions), dimensions)
  })
}

function hiddenStates(output: OnnxTensor | undefined, rows: number, width: number) {
  const [first, second, dimensions] = output?.dims ?? []
  const isRight = first === rows && second === width && dimensions !== undefined
  if (isRight && output?.data instanceof Float32Array) return { data: output.data, dimensions }
  throw new ModelError(
    `The embedding model gives an output of shape [${output?.dims.join(', ') ?? ''}]. It must be [${rows}, ${width}, dimensions] of 32-bit numbers.`,
  )
}
