import type { Prediction, PredictRequest, Predictor } from '../contracts/prediction.ts'
import { stopwatch } from './stopwatch.ts'

/** An answer before it is timed. */
export type BatchAnswer = Pick<Prediction, 'output' | 'confidence' | 'alternatives' | 'citations'>

const batchRows = 128

/**
 * A predictor of a model that answers many texts at once. The time of a batch is shared out evenly. A fired signal is
 * honoured before each batch, though its vectors may be known already.
 */
export function predictInBatches(options: {
  predictBatch: (texts: string[], signal: AbortSignal) => Promise<BatchAnswer[]>
  close: () => Promise<void>
}): Predictor {
  const { predictBatch, close } = options
  return {
    async predict(request) {
      request.signal.throwIfAborted()
      const elapsedMs = stopwatch()
      const [answer] = await predictBatch([request.input.text], request.signal)
      return timed(answer ?? { output: '' }, elapsedMs())
    },
    async *predictMany(requests) {
      for (let start = 0; start < requests.length; start += batchRows) {
        const batch = requests.slice(start, start + batchRows)
        signalOf(batch).throwIfAborted()
        const elapsedMs = stopwatch()
        const answers = await predictBatch(
          batch.map((request) => request.input.text),
          signalOf(batch),
        )
        const each = elapsedMs() / batch.length
        for (const [offset, answer] of answers.entries())
          yield { index: start + offset, prediction: timed(answer, each) }
      }
    },
    close,
  }
}

function timed(answer: BatchAnswer, elapsedMs: number): Prediction {
  return { ...answer, validity: 'first', latencyMs: elapsedMs, computeMs: elapsedMs }
}

function signalOf(requests: PredictRequest[]): AbortSignal {
  return requests[0]?.signal ?? new AbortController().signal
}
