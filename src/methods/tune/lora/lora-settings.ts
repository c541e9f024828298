import type { LoraSettings, LoraSpec } from './lora-spec.ts'

/** What the defaults depend on. */
export interface TrainingSize {
  /** Training rows. */
  rows: number
  /** Weights of the base, where known. */
  parameters?: number | undefined
}

/** Below this a base takes a higher rate without diverging. */
const smallParameters = 5e8

/** The spec with every number chosen: few rows see more epochs, fewer adapter weights, and dropout. */
export function loraSettings(spec: LoraSpec, { rows, parameters = 0 }: TrainingSize): LoraSettings {
  const bySize = rows < 100 ? few : rows < 500 ? some : rows < 2000 ? many : most
  const rank = spec.rank ?? bySize.rank
  return {
    language: spec.language,
    template: spec.template,
    rank,
    alpha: spec.alpha ?? 2 * rank,
    dropout: spec.dropout ?? bySize.dropout,
    modules: spec.modules ?? ['all-linear'],
    learningRate: spec.learningRate ?? (parameters < smallParameters ? 5e-4 : 2e-4),
    epochs: spec.epochs ?? bySize.epochs,
    recipes: spec.recipes ?? 1,
    patience: spec.patience ?? 2,
    batchRows: spec.batchRows ?? 8,
    maxTokens: spec.maxTokens ?? 1024,
    ...(spec.canaries === undefined ? {} : { canaries: spec.canaries }),
  }
}

/**
 * Epochs by rows, a little above what vendors' guides advise: they are a limit, and validation ends them earlier. Dropout
 * costs a third of a CPU's time, which is little where rows are few.
 */
const few = { epochs: 5, rank: 8, dropout: 0.05 }
const some = { epochs: 3, rank: 16, dropout: 0 }
const many = { epochs: 2, rank: 16, dropout: 0 }
const most = { epochs: 1, rank: 16, dropout: 0 }
