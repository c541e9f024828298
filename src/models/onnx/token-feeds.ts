import type { OnnxTensor, OpenSession } from './onnx-runtime.ts'

/** The inputs of a BERT-like model for tokenised texts, padded to the longest; those the model does not take are left out. */
export function tokenFeeds(
  { runtime, session }: OpenSession,
  batch: readonly number[][],
): Record<string, OnnxTensor> {
  const width = Math.max(...batch.map((ids) => ids.length))
  const shape = [batch.length, width]
  const ids = new BigInt64Array(batch.length * width)
  const mask = new BigInt64Array(batch.length * width)
  for (const [row, tokens] of batch.entries()) {
    ids.set(tokens.map(BigInt), row * width)
    mask.fill(1n, row * width, row * width + tokens.length)
  }
  const all: Record<string, OnnxTensor> = {
    input_ids: new runtime.Tensor('int64', ids, shape),
    attention_mask: new runtime.Tensor('int64', mask, shape),
    token_type_ids: new runtime.Tensor('int64', new BigInt64Array(ids.length), shape),
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => session.inputNames.includes(name)))
}
