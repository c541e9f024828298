import type { Method } from '../../../contracts/method.ts'
import { fitCandidate } from '../../fit-candidate.ts'
import { needsTrainer, notMeasured } from '../not-measured.ts'
import { encoderSettings } from './encoder-settings.ts'
import type { EncoderSpec } from './encoder-spec.ts'
import { openEncoder } from './open-encoder.ts'
import { placeOfBase } from './place-of-base.ts'
import { trainEncoder } from './train-encoder.ts'

const oneLabel = notMeasured('train has one label only: there is nothing to tell apart', 'crossover check')
const noValidation = notMeasured(
  'no validation row has a label of train: no epoch can be chosen',
  'crossover check',
)

/**
 * An encoder fine-tuned whole, with a classification head. Each epoch is scored on the validation rows with the task's
 * metric and the best is kept as ONNX, in int8 where that gives the same labels.
 */
export const encoder: Method<EncoderSpec> = {
  kind: 'tune/encoder',
  family: 'tune',
  recipeVersion: 1,
  needs: ['trainer'],
  kinds: ['classification'],
  specs: (task) => [{ base: task.models.encoder ?? 'local:minilm-l6' }],
  // It watches validation while it trains.
  refitsOnAll: false,
  async fit(given, split, context) {
    const { trainer, task, pool } = context
    const labels = [...new Set(split.train.map(({ expected }) => expected))].toSorted()
    if (labels.length < 2) return oneLabel
    const rows = split.validation.filter(({ expected }) => labels.includes(expected))
    if (rows.length === 0) return noValidation
    if (pool.encoderBase === undefined) return needsTrainer
    const base = await pool.encoderBase(placeOfBase(given.base, task.folder))
    const { metric } = task.success.quality
    const spec = encoderSettings(given, { train: split.train, metric, parameters: base.identity.parameters })
    const request = { method: encoder, name: 'encoder', spec, split, context, models: [base.identity] }
    return fitCandidate(request, async () => {
      if (trainer === undefined) return needsTrainer
      return trainEncoder({ spec, split, context, trainer, base: await base.folder(), labels, rows, request })
    })
  },
  open: openEncoder,
}
