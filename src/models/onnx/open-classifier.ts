import type { ClassifierFiles, TextClassifier } from '../../contracts/model.ts'
import { ModelError, StoppedError } from '../../errors.ts'
import { openSession } from './onnx-runtime.ts'
import type { OnnxTensor, OpenSession } from './onnx-runtime.ts'
import { openTokenizer } from './open-tokenizer.ts'
import { tokenFeeds } from './token-feeds.ts'

export interface ClassifierOptions {
  files: ClassifierFiles
  engine: { folder: string }
  /** Threads of the runtime: 2. */
  threads?: number
}

/**
 * Opens a text classifier in ONNX: inputs `input_ids` and `attention_mask`, output logits [texts, labels].
 *
 * Each text runs alone. An int8 model takes the range of its activations from all that runs together, so that a text's
 * answer would depend on its neighbours.
 *
 * @throws EngineError when the runtime does not load; ModelError when a file is not what it should be.
 */
export async function openClassifier({
  files,
  engine,
  threads = 2,
}: ClassifierOptions): Promise<TextClassifier> {
  const tokenise = await openTokenizer(files.tokenizer, files.maxTokens)
  const open = await openSession(engine, files.model, threads)
  return {
    async logits(texts, signal) {
      const found: Float32Array[] = []
      for (const text of texts) {
        if (signal?.aborted === true) throw new StoppedError('Classifying was stopped.')
        found.push(await logitsOf(open, tokenise(text)))
      }
      return found
    },
    close: () => open.session.release(),
  }
}

async function logitsOf(open: OpenSession, ids: number[]): Promise<Float32Array> {
  const { session } = open
  const result = await session.run(tokenFeeds(open, [ids]))
  return readLogits(result[session.outputNames[0] ?? ''])
}

function readLogits(output: OnnxTensor | undefined): Float32Array {
  const [rows, labels = 0] = output?.dims ?? []
  if (rows === 1 && labels > 0 && output?.dims.length === 2 && output.data instanceof Float32Array)
    return output.data
  throw new ModelError(
    `The classifier gives an output of shape [${output?.dims.join(', ') ?? ''}]. It must be [1, labels] of 32-bit numbers.`,
  )
}
