import type { TextClassifier } from '../../../contracts/model.ts'
import type { EncoderExport } from '../../../contracts/trainer.ts'
import { greatest } from './label-probabilities.ts'

/** Share of validation rows that must get the label they got from PyTorch. */
const leastAgreement = 0.995

export type Precision = 'int8' | 'float32'

/** What was exported, and what it is held against. */
export interface ExportChoice {
  exported: EncoderExport
  texts: readonly string[]
  /** PyTorch's answer for each text, by position of the label. */
  trained: readonly number[]
  open: (model: string, tokenizer: string) => Promise<TextClassifier>
  signal: AbortSignal
}

/** Shares of rows with the trained label, of what was tried. */
export type ExportShares = Partial<Record<Precision, number>>

/** The export that answers as the trained model does, with its logits; without `served` none does. */
export interface ChosenExport {
  shares: ExportShares
  served?: { precision: Precision; path: string; logits: Float32Array[] }
}

/** Runs the int8 export, then that in 32 bits, as they would be served, and takes the first that gives the trained labels. */
export async function chooseExport(choice: ExportChoice): Promise<ChosenExport> {
  const { exported } = choice
  const shares: ExportShares = {}
  for (const [precision, path] of [
    ['int8', exported.int8],
    ['float32', exported.onnx],
  ] as const) {
    const logits = await logitsOf(path, choice)
    const share = shareOfSame(logits, choice.trained)
    shares[precision] = share
    if (share >= leastAgreement) return { shares, served: { precision, path, logits } }
  }
  return { shares }
}

async function logitsOf(
  model: string,
  { exported, texts, open, signal }: ExportChoice,
): Promise<Float32Array[]> {
  const classifier = await open(model, exported.tokenizer)
  try {
    return await classifier.logits(texts, signal)
  } finally {
    await classifier.close()
  }
}

function shareOfSame(logits: readonly Float32Array[], trained: readonly number[]): number {
  const same = logits.filter((one, row) => greatest(one) === trained[row]).length
  return same / Math.max(1, trained.length)
}
