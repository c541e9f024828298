import type { Example } from '../../../contracts/example.ts'
import type { Metric } from '../../../contracts/task.ts'
import type { EncoderSettings, EncoderSpec } from './encoder-spec.ts'

/** What the defaults depend on. */
export interface EncoderSize {
  train: readonly Pick<Example, 'expected'>[]
  metric: Metric
  /** Weights of the base, where known. */
  parameters?: number | undefined
}

/** Above this an encoder forgets what it knew at the rate a small one needs. */
const smallParameters = 5e7

/** The spec with every number chosen: few rows see more epochs, and are drawn together by label first where labels have few. */
export function encoderSettings(
  spec: EncoderSpec,
  { train, metric, parameters = smallParameters }: EncoderSize,
): EncoderSettings {
  const bySize = train.length < 500 ? few : train.length < 2000 ? some : many
  return {
    base: spec.base,
    learningRate: spec.learningRate ?? (parameters < smallParameters ? 1e-4 : 3e-5),
    epochs: spec.epochs ?? bySize.epochs,
    batchRows: spec.batchRows ?? bySize.batchRows,
    maxTokens: spec.maxTokens ?? 256,
    labelSmoothing: spec.labelSmoothing ?? 0.05,
    classWeights: spec.classWeights ?? (metric === 'macroF1' ? 'balanced' : 'none'),
    contrastiveEpochs: spec.contrastiveEpochs ?? (rowsALabel(train) < fewRowsALabel ? 3 : 0),
  }
}

/** Epochs are a limit: validation ends them earlier. */
const few = { epochs: 8, batchRows: 16 }
const some = { epochs: 5, batchRows: 16 }
const many = { epochs: 3, batchRows: 32 }

/** Below so many rows a label, mean over labels, pairs of rows say more than single ones. */
const fewRowsALabel = 16

function rowsALabel(train: readonly Pick<Example, 'expected'>[]): number {
  return train.length / Math.max(1, new Set(train.map(({ expected }) => expected)).size)
}
