import type { FitContext, TrainingSplit, UploadRequest } from '../../../contracts/method.ts'
import type { TuningService } from '../../../contracts/tuning-service.ts'
import { trainingCost, trainingPriceOf } from '../../../prices/training-cost.ts'
import { baseName, entryOf, type HostedSpec } from './hosted-spec.ts'
import type { TrainingFiles } from './training-files.ts'

/** What would be sent and what that may cost, before anything is. */
export function uploadRequest(
  spec: HostedSpec,
  { split, files }: { split: TrainingSplit; files: TrainingFiles },
  { service, context }: { service: TuningService; context: Pick<FitContext, 'task'> },
): UploadRequest {
  const { provider, base, epochs } = spec
  const price = trainingPriceOf(baseName(spec), entryOf(spec, context.task))
  return {
    provider,
    base,
    rows: { train: split.train.length, validation: split.validation.length },
    bytes: files.train.length + (files.validation?.length ?? 0),
    tokens: files.tokens,
    epochs,
    ...(price === undefined
      ? {}
      : { usd: trainingCost({ tokens: files.tokens, epochs }, price), priceSource: price.source }),
    ...(price?.asOf === undefined ? {} : { priceAsOf: price.asOf }),
    notes: service.capabilities.notes,
  }
}
