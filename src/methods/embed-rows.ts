import type { Example } from '../contracts/example.ts'
import type { FitContext } from '../contracts/method.ts'
import type { ModelIdentity } from '../contracts/model.ts'

const reportEvery = 256

/**
 * Embeds the inputs of rows with the task's embedder.
 *
 * @returns the vectors end to end: rows × dimensions numbers.
 */
export async function embedRows(
  rows: readonly Example[],
  context: FitContext,
  label: string,
): Promise<{ identity: ModelIdentity; dimensions: number; vectors: Float32Array }> {
  const embedder = await context.pool.embedder(context.task.models.embedding)
  try {
    const { identity, dimensions } = embedder
    const vectors = new Float32Array(rows.length * dimensions)
    for (let start = 0; start < rows.length; start += reportEvery) {
      const texts = rows.slice(start, start + reportEvery).map((row) => row.input.text)
      const batch = await embedder.embed(texts, context.signal)
      for (const [offset, vector] of batch.entries()) vectors.set(vector, (start + offset) * dimensions)
      context.progress({ label, done: start + texts.length, total: rows.length, unit: 'rows' })
    }
    return { identity, dimensions, vectors }
  } finally {
    await embedder.close()
  }
}
