import type { Embedder } from '../../contracts/model.ts'
import type { Progress } from '../../contracts/progress.ts'
import type { ChangeRow, EmbeddedRows } from './embedded-rows.ts'

const reportEvery = 256

/** Embeds the inputs of rows, telling progress. Honours the signal between batches. */
export async function embedAll(
  { embedder, progress, signal }: { embedder: Embedder; progress: Progress; signal: AbortSignal | undefined },
  rows: readonly ChangeRow[],
): Promise<EmbeddedRows> {
  const { dimensions } = embedder
  const vectors = new Float32Array(rows.length * dimensions)
  for (let start = 0; start < rows.length; start += reportEvery) {
    const texts = rows.slice(start, start + reportEvery).map((row) => row.input.text)
    const batch = await embedder.embed(texts, signal)
    for (const [offset, vector] of batch.entries()) vectors.set(vector, (start + offset) * dimensions)
    progress({ label: 'check: embedding', done: start + texts.length, total: rows.length, unit: 'rows' })
  }
  return { rows, vectors, dimensions }
}
